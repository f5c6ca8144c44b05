#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a job of GitHub Actions show the verdict, whatever is written into its files, and does nothing of
# that change it?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_sample "$work/repository"
change file 'PAY-3 ::error:: %0A <script> @acme/all | x'
export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$work/summary GITHUB_OUTPUT=$work/outputs
: >"$GITHUB_STEP_SUMMARY"
: >"$GITHUB_OUTPUT"

# output NAME: the value of an output, as the runner reads the file.
output() {
	awk -v name="$1" '
		inside && $0 == border { inside = 0; next }
		inside { if (wanted) print; next }
		match($0, /<</) { border = substr($0, RSTART + 2); wanted = substr($0, 1, RSTART - 1) == name
			inside = 1 }' "$GITHUB_OUTPUT"
}

# ---- a refusal -----------------------------------------------------------------------------------------

expect 1 "$BIN" deploy --env production --output json="$work/result.json"
[ "$(grep -c '^::error title=' "$work/out")" -ge 1 ] || fail 'no annotation'
[ "$(grep -c '^::' "$work/out")" -le 4 ] || fail 'too many annotations'
grep -q '^## changegate: This change may not be deployed to production' "$GITHUB_STEP_SUMMARY" ||
	fail 'no summary'
! grep -qE '<script|@acme|^::' "$GITHUB_STEP_SUMMARY" || fail 'the summary has foreign markup'
[ "$(output result)" = refused ] || fail "result $(output result)"
[ "$(output exit-code)" = 1 ] || fail "exit-code $(output exit-code)"
[[ ,$(output failed-controls), == *,approval,* ]] || fail "failed-controls $(output failed-controls)"
[ "$(output record)" = "$(record_of "$work/result.json")" ] || fail 'record'
[[ $(output record-digest) =~ ^[0-9a-f]{64}$ ]] || fail 'record-digest'
[[ $(output previous-sha) =~ ^[0-9a-f]{40}$ ]] || fail 'previous-sha'
[ "$(output json)" = "$(cat "$work/result.json")" ] || fail 'json'
first=$(grep -o 'changegate-[0-9A-Z]*' "$GITHUB_OUTPUT" | sort -u)
ok 'a refusal is annotated, summed up and given to the next steps'

# ---- what is there already stays, and another run has other borders -----------------------------------------

expect 1 "$BIN" deploy --env production --format json
! grep -q '^::' "$work/out" || fail 'annotations in the middle of JSON'
[ "$(grep -c '^## changegate: ' "$GITHUB_STEP_SUMMARY")" -eq 2 ] || fail 'the summary was not added to'
[ "$(grep -o 'changegate-[0-9A-Z]*' "$GITHUB_OUTPUT" | sort -u | wc -l)" -eq 2 ] ||
	fail "the border $first was used again"
ok 'files are added to'

# ---- a summary has bounds ------------------------------------------------------------------------------------

head -c 890000 /dev/zero | tr '\0' x >"$GITHUB_STEP_SUMMARY"
expect 1 "$BIN" deploy --env production
[ "$(stat -c %s "$GITHUB_STEP_SUMMARY")" -le 900000 ] || fail 'the summary is too large'
head -c 899000 /dev/zero | tr '\0' x >"$GITHUB_STEP_SUMMARY"
expect 1 "$BIN" deploy --env production
[ "$(stat -c %s "$GITHUB_STEP_SUMMARY")" -eq 899000 ] || fail 'a full summary was written to'
grep -q 'GITHUB_STEP_SUMMARY is full' "$work/err" || fail 'nothing says that the summary is full'
ok 'a summary has bounds'

# ---- what cannot be written changes nothing ------------------------------------------------------------------

mkfifo "$work/pipe"
for file in /dev/full "$work/nowhere/file" "$work" "$work/pipe"; do
	GITHUB_STEP_SUMMARY=$file GITHUB_OUTPUT=$file expect 1 "$BIN" deploy --env production
	[ "$(grep -c 'is not written: ' "$work/err")" -eq 2 ] || fail "$file: not two warnings"
	grep -q 'may not be deployed' "$work/out" || fail "$file: no report"
done
GITHUB_STEP_SUMMARY=$work/nowhere/file GITHUB_OUTPUT=/dev/full expect 5 "$BIN" deploy --env staging \
	--sha "$(git rev-parse main~1)" --dry-run
ok 'what cannot be written changes nothing'

# ---- nothing of it without Actions -----------------------------------------------------------------------------

rm -f "$work/summary" "$work/outputs"
GITHUB_ACTIONS=false expect 1 "$BIN" deploy --env production
[ ! -e "$work/summary" ] || fail 'a summary was written'
[ ! -e "$work/outputs" ] || fail 'outputs were written'
! grep -q '^::' "$work/out" || fail 'annotations outside of Actions'
ok 'nothing of it elsewhere'

# ---- the other formats -----------------------------------------------------------------------------------------

unset GITHUB_ACTIONS
expect 1 "$BIN" deploy --env production --format markdown --output junit="$work/a.xml" \
	--output github="$work/a.github" --output gitlab="$work/b.xml" --output text="$work/a.txt"
grep -q '^## changegate: ' "$work/out" || fail 'no Markdown on stdout'
grep -q '<failure ' "$work/a.xml" || fail 'no failure in JUnit'
grep -q '^::error ' "$work/a.github" || fail 'no annotation in a file'
ok 'every format goes to stdout or into a file'
