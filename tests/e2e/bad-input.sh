#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does every bad input get one clear message and the right exit status, and leave the ledger as it was?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_sample "$work/repository"
main=$PWD
change file 'quick fix'
snapshot "$ledger" >"$work/untouched"
git show main:.changegate/trust.json >"$work/trust.json"

same() {
	snapshot "$main/$ledger" >"$work/now"
	cmp "$work/untouched" "$work/now" >&2 || fail "the ledger changed: $*"
}

deploy=("$BIN" deploy --env production)

# ---- the policy -----------------------------------------------------------------------------------------

# One message, then the line and a caret where the fault has a place.
policy_complains() {
	local name=$1 pattern=$2 form=${3:-caret}
	expect 2 "${deploy[@]}" --policy "$work/policy.yml"
	[ "$(grep -c '^changegate: ' "$work/err")" -eq 1 ] || fail "$name: not one message"
	head -n 1 "$work/err" | grep -q '^changegate: ' || fail "$name: the message does not come first"
	grep -qE -- "$pattern" "$work/err" || fail "$name: the message does not say: $pattern"
	[ "$form" != caret ] || grep -qE '^[^a-z]*\^' "$work/err" || fail "$name: no caret"
	[ "$(wc -l <"$work/err")" -le 4 ] || fail "$name: too many lines"
	[ ! -s "$work/out" ] || fail "$name: there is a result"
	expect 2 "$BIN" policy validate "$work/policy.yml"
	[ "$(grep -c '^changegate: ' "$work/err")" -eq 1 ] || fail "$name: validate: not one message"
}

with_line() {
	{
		write_policy
		printf '%b\n' "$1"
	} >"$work/policy.yml"
}

with_line 'foo: [1, 2' && policy_complains 'broken YAML' 'policy.yml'
with_line 'ledgr: {}' && policy_complains 'unknown key' 'ledgr.*ledger'
with_line 'version: 1' && policy_complains 'duplicate key' 'version'
with_line 'mode: advisory' && policy_complains 'a key that nothing enforces' 'mode'
with_line 'ignored: ["\xff"]' && policy_complains '0xFF' 'UTF-8' plain
with_line 'ignored: ["a\x00b"]' && policy_complains 'NUL' 'NUL|character|byte' plain
with_line 'ignored: &a ["x"]' && policy_complains 'anchor' 'anchor'
with_line 'ignored: !!set ["x"]' && policy_complains 'tag' 'tag'
with_line '---\nversion: 1' && policy_complains 'second document' 'document'
with_line 'ignored: {a: b}' && policy_complains 'wrong type' 'ignored'
with_line "ignored: $(printf '%0100d' 0 | tr 0 '[')$(printf '%0100d' 0 | tr 0 ']')" &&
	policy_complains 'deep' '.'
with_line "#$(head -c 70000 /dev/zero | tr '\0' x)" && policy_complains 'huge' '65536|bytes|large' plain
: >"$work/policy.yml" && policy_complains 'empty' 'policy' plain
head -c 4096 /dev/urandom >"$work/policy.yml" && policy_complains 'noise' '.' plain
write_policy | sed 's/starter@1/starter@9/' >"$work/policy.yml" && policy_complains preset 'starter@9'
complains 2 'nothing.yml' "${deploy[@]}" --policy "$work/nothing.yml"
complains 2 "$work" "${deploy[@]}" --policy "$work"

# The same at the protected ref, and a ref without any policy.
at_ref() {
	git add -A && git commit -qm 'PAY-9 policy'
	expect 2 "${deploy[@]}"
	[ "$(grep -c '^changegate: ' "$work/err")" -eq 1 ] || fail 'not one message'
	grep -qE "$1" "$work/err" || fail "the message does not say: $1"
	git reset -q --hard HEAD~1
}
echo 'surprise: 1' >>.changegate.yml && at_ref 'main:.changegate.yml:.*surprise'
mkdir .github && cp .changegate.yml .github/ && at_ref 'has both'
git rm -q .changegate.yml && at_ref 'no policy.*changegate init'
git rm -q .changegate/trust.json && at_ref 'no trust root.*keygen'
same policy
ok 'policies: broken, unknown, duplicate, 0xFF, NUL, huge, deep, missing'

# ---- evidence ---------------------------------------------------------------------------------------------

expect 0 "$BIN" collect --env staging --output "$work/evidence"
expect 1 "$BIN" evaluate "$work/evidence"
evidence_complains() {
	complains "$1" "$2" "$BIN" evaluate "$work/bad"
	complains "$1" "$2" "$BIN" seal --env staging "$work/bad"
}
: >"$work/bad" && evidence_complains 2 .
echo '{}' >"$work/bad" && evidence_complains 2 schema
head -c 200000 /dev/zero | tr '\0' '[' >"$work/bad" && evidence_complains 2 'deep|nested|level'
head -c 70000000 /dev/zero | tr '\0' ' ' >"$work/bad" && evidence_complains 2 'bytes|large|limit'
rm "$work/bad"
sed 's/"schema"/"schema":"x","schema"/' "$work/evidence" >"$work/bad" && evidence_complains 2 'twice|duplicate|schema'
sed 's/"schema"/"surprise":1,"schema"/' "$work/evidence" >"$work/bad" && evidence_complains 2 surprise
sed 's/^{/{\x00/' "$work/evidence" >"$work/bad" && evidence_complains 2 .
sed 's/quick fix/quick \xff/' "$work/evidence" >"$work/bad" && evidence_complains 2 UTF-8
cat "$work/evidence" "$work/evidence" >"$work/bad" && evidence_complains 2 .
size=$(wc -c <"$work/evidence")
for length in $(seq 1 97 $((size - 2))); do
	head -c "$length" "$work/evidence" >"$work/bad"
	complains 2 . "$BIN" evaluate "$work/bad"
done
complains 2 nothing "$BIN" evaluate "$work/nothing"
complains 2 . "$BIN" evaluate -
# One changed byte is another fact, or no evidence; it is never permission.
for at in $(seq 0 53 $((size - 2))); do
	{
		head -c "$at" "$work/evidence"
		printf '~'
		tail -c "+$((at + 2))" "$work/evidence"
	} >"$work/bad"
	run "$BIN" evaluate "$work/bad"
	case $status in
	1 | 3) ;;
	2) one_message . ;;
	*) fail "evidence with byte $at changed: status $status" ;;
	esac
done
same evidence
ok 'evidence: empty, huge, deep, duplicate, truncated, changed'

# ---- keys -------------------------------------------------------------------------------------------------

(cd "$work" && "$BIN" keygen --origin local/e2e --keys "$work/others" --trust "$work/others.json") >/dev/null
record=$CHANGEGATE_RECORD_KEY_FILE
checkpoint=$CHANGEGATE_CHECKPOINT_KEY_FILE
with_keys() {
	CHANGEGATE_RECORD_KEY_FILE=$1 CHANGEGATE_CHECKPOINT_KEY_FILE=$2 complains 4 "$3" "${deploy[@]}"
}
with_keys "$work/others/record.key" "$checkpoint" 'CHANGEGATE_RECORD_KEY.*not a trusted record key'
with_keys "$record" "$work/others/checkpoint.key" 'CHANGEGATE_CHECKPOINT_KEY.*not a trusted checkpoint key'
with_keys "$checkpoint" "$record" CHANGEGATE_RECORD_KEY
echo garbage >"$work/garbage.key" && chmod 600 "$work/garbage.key"
with_keys "$work/garbage.key" "$checkpoint" CHANGEGATE_RECORD_KEY
cp "$record" "$work/open.key" && chmod 640 "$work/open.key"
with_keys "$work/open.key" "$checkpoint" 'chmod 600'
with_keys "$work/nothing.key" "$checkpoint" 'nothing.key'
with_keys "$work" "$checkpoint" CHANGEGATE_RECORD_KEY
with_keys "$record" /dev/null CHANGEGATE_CHECKPOINT_KEY
head -c 100000 /dev/zero >"$work/huge.key" && chmod 600 "$work/huge.key"
with_keys "$work/huge.key" "$checkpoint" CHANGEGATE_RECORD_KEY
with_keys '' "$checkpoint" 'CHANGEGATE_RECORD_KEY is not set'
CHANGEGATE_RECORD_KEY=x complains 4 'both set' "${deploy[@]}"
grep -rqF "$(sed -n 2p "$record")" "$work/err" && fail 'a message shows a key'
same keys
ok 'keys: not trusted, swapped, garbage, readable by others, missing, huge'

# ---- the ledger ---------------------------------------------------------------------------------------------

cp -a "$ledger" "$work/kept"
restore() {
	rm -rf "${main:?}/$ledger"
	cp -a "$work/kept" "$main/$ledger"
}

ledger_complains() {
	complains 4 "$1" "${deploy[@]}"
	complains 4 "$1" "${deploy[@]}" --dry-run
	complains 4 "$1" "$BIN" collect --env production
	restore
}

: >"$ledger/checkpoint" && ledger_complains 'checkpoint|signed note'
sed -i 's/^local/lokal/' "$ledger/checkpoint" && ledger_complains .
head -c 100 /dev/urandom >"$ledger/checkpoint" && ledger_complains 'checkpoint|signed note'
rm "$ledger/checkpoint" && mkdir "$ledger/checkpoint" && ledger_complains 'checkpoint|signed note'
rm -r "$ledger/tile/entries" && ledger_complains tile
rm -r "$ledger/tile/0" && ledger_complains tile
for file in "$ledger"/tile/*/*.p/*; do
	truncate -s -1 "$file" && ledger_complains tile
done
rm -r "$ledger/records" && ledger_complains records
for file in "$ledger"/records/*/*/*; do echo '{}' >"$file"; done && ledger_complains .
rm "$ledger/checkpoint" && ledger_complains 'checkpoint|signed note'
rm -rf "$ledger" && echo x >"$ledger" && ledger_complains .
mv "$ledger/checkpoint" "$work/checkpoint" &&
	ln -s "$work/checkpoint" "$ledger/checkpoint" && ledger_complains 'symbolic link'
same ledger

# A ledger that is not there has no record in place: there is nothing to compare with.
rm -rf "$ledger"
complains 2 'with --baseline' "${deploy[@]}"
complains 4 'no ledger' "$BIN" verify
restore
complains 4 'no ledger' "$BIN" verify "dir:$work/nothing"
write_policy | sed 's#^ledger:#&\n  origin: local/another#' >.changegate.yml
git commit -qam 'PAY-9 origin'
complains 4 'LEDGER-ORIGIN' "${deploy[@]}"
git reset -q --hard HEAD~1
same origin
ok 'ledgers: corrupt, gone, of another origin, through a link'

# Full and read-only, from each change on: nothing but whole states, and the next deploy goes on.
build_preload fail_at
with_failing 0 0 "${deploy[@]}" >/dev/null || true
total=$(cat "$work/count")
restore
for error in 28 30; do
	for at in $(seq 1 "$total"); do
		run with_failing "$at" "$error" "${deploy[@]}"
		case $status in
		4) one_message 'space|[Rr]ead-only' ;;
		1) # What is left to do after the checkpoint is to tidy up.
			[ "$(sed -n 2p "$ledger/checkpoint")" -eq $(($(sed -n 2p "$work/kept/checkpoint") + 2)) ] ||
				fail "change $at fails with error $error, and it says that it recorded" ;;
		*) fail "change $at fails with error $error: status $status" ;;
		esac
		expect 0 "$BIN" verify --reperform --checkpoint "$work/kept/checkpoint" --require-anchor
		[ $((at % 7)) -ne 0 ] || expect 1 "${deploy[@]}"
		restore
	done
done
ok "full and read-only ledgers: $((2 * total)) ways to fail"

# ---- repositories -----------------------------------------------------------------------------------------

# libgit2 1.5 loses some memory where an expression does not match a name of the configuration.
export ASAN_OPTIONS=detect_leaks=0

mkdir "$work/none" && cd "$work/none"
complains 2 'repository' "$BIN" deploy --env production
complains 2 'repository' "${deploy[@]}" --repository /nowhere
git init -q -b main "$work/empty" && cd "$work/empty"
complains 2 'no commit' "$BIN" deploy --env production
cd "$main"
git checkout -q --detach
expect 1 "${deploy[@]}" --dry-run
git checkout -q main
git clone -q --bare . "$work/bare.git"
git -C "$work/bare.git" remote remove origin
expect 0 "$BIN" collect --env staging --repository "$work/bare.git" --baseline
grep -q 'a bare repository has no work tree' "$work/out" || fail 'nobody says that it is bare'
git clone -q --depth 1 "file://$main" "$work/shallow"
cp -a .git/changegate "$work/shallow/.git/changegate"
run "${deploy[@]}" --repository "$work/shallow"
[ "$status" -eq 3 ] || fail "shallow clone: status $status"
one_message 'unshallow|fetch-depth'
git config uploadpack.allowFilter true
git clone -q --filter=blob:none --no-checkout "file://$main" "$work/partial" 2>/dev/null
git -C "$work/partial" config remote.origin.url /nowhere
cp -a .git/changegate "$work/partial/.git/changegate"
run "${deploy[@]}" --repository "$work/partial"
[ "$status" -eq 3 ] || fail "partial clone: status $status"
one_message 'partial|missing|fetch'
git init -q -b main --object-format=sha256 "$work/sha256"
(cd "$work/sha256" && write_policy >.changegate.yml && git add . && git commit -qm x)
complains 2 'SHA-256' "${deploy[@]}" --repository "$work/sha256"
git init -q -b main "$work/worktree-config"
(cd "$work/worktree-config" && write_policy >.changegate.yml && git add . && git commit -qm x &&
	git config core.repositoryFormatVersion 1 && git config extensions.worktreeConfig true)
run "${deploy[@]}" --repository "$work/worktree-config"
[ "$status" -eq 3 ] || [ "$status" -eq 2 ] || fail "worktreeConfig: status $status"
one_message 'worktreeConfig|no trust root'
restore
ok 'repositories: none, empty, detached, bare, shallow, partial, SHA-256, worktreeConfig'

# ---- the command line -------------------------------------------------------------------------------------

usage_complains() {
	local pattern=$1
	shift
	expect 2 "$@"
	grep -qE -- "$pattern" "$work/err" || fail "the message does not say: $pattern"
	[ "$(grep -vc '^changegate: ' "$work/err")" -eq 0 ] || fail 'a line without changegate:'
	[ "$(grep -vc "^changegate: see 'changegate help" "$work/err")" -eq 1 ] || fail 'not one message'
	[ ! -s "$work/out" ] || fail 'there is a result beside the message'
}
usage_complains 'no command' "$BIN"
usage_complains "no command 'deplo'" "$BIN" deplo --env production
usage_complains 'did you mean --env' "$BIN" deploy --enf production
usage_complains 'unknown option' "${deploy[@]}" --advisory
usage_complains 'which environment' "$BIN" deploy
usage_complains 'needs a value' "$BIN" deploy --env
usage_complains 'empty' "$BIN" deploy --env ''
usage_complains 'twice' "${deploy[@]}" --env staging
usage_complains 'twice' "${deploy[@]}" --baseline --baseline
usage_complains 'takes no value' "${deploy[@]}" --dry-run=yes
usage_complains 'no operands' "${deploy[@]}" now
usage_complains 'needs EVIDENCE' "$BIN" evaluate
usage_complains 'not valid UTF-8' "$BIN" deploy --env $'\xff'
usage_complains 'unknown format' "${deploy[@]}" --format xml
usage_complains 'FORMAT=FILE' "${deploy[@]}" --output json
usage_complains 'auto, always or never' "${deploy[@]}" --color sometimes
usage_complains 'sha256:' "${deploy[@]}" --artifact latest
usage_complains 'twice' "${deploy[@]}" --service a,a
usage_complains 'for the first record' "${deploy[@]}" --baseline
usage_complains "nothing" "${deploy[@]}" --sha nothing
usage_complains 'goes with --policy' "${deploy[@]}" --trust "$work/trust.json"
usage_complains 'no branch' "${deploy[@]}" --protected-ref nothing
usage_complains 'succeeded, failed or rolled-back' "$BIN" outcome 01ABCDEFGH --result well
usage_complains '.' "$BIN" outcome 00000000 --result failed
same 'command line'
ok 'command lines: unknown, missing, repeated, not UTF-8'

# ---- stdout -----------------------------------------------------------------------------------------------

# What cannot be told is not a success, also where the record could be written.
to_full() {
	"$@" >/dev/full
}
to_closed() {
	"$@" >&-
}
for to in to_full to_closed; do
	for command in "version" "help" "evaluate $work/evidence" "deploy --env staging --dry-run" \
		"deploy --env staging" "verify" "policy show" "collect --env staging"; do
		# shellcheck disable=SC2086 # words
		run $to "$BIN" $command
		case $status in
		0 | 5) fail "$to $command: status $status" ;;
		esac
		tail -n 1 "$work/err" | grep -q '^changegate: .*stdout' || fail "$to $command: no message"
		restore
	done
done
expect 4 "$BIN" verify --trust "$work/trust.json" "$work/trust.json"
grep -q '^FAIL .*trust.json' "$work/out" || fail 'a file that is no record is not named'
complains 3 '/nowhere' "${deploy[@]}" --output json=/nowhere/report.json
restore
ok 'a closed or full stdout is an error'
