#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does an auditor get everything in one folder, can anybody check it, and is nothing in it that must not be?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

deploy() {
	expect 0 "$BIN" deploy --env staging --output json="$work/report.json"
	expect 0 "$BIN" outcome "$(record_of "$work/report.json")" --result succeeded
}

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
for number in 2 3 4 5 6 7 8; do
	reviewed_change "PAY-$number"
	deploy
done
cp "$ledger/checkpoint" "$work/kept"
change file "PAY-9 </script><img src=x onerror=alert(1)> $(printf '\u202e')=HYPERLINK(\"http://evil.example\")"
expect 1 "$BIN" deploy --env staging
audit=$work/audit
expect 0 "$BIN" audit population --from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)" \
	--directory "$audit"

# packed NAME OPTION...: a pack of this name.
packed() {
	local name=$1
	shift
	expect 0 "$BIN" audit pack --directory "$audit" --pack "$work/$name" --recipient 'J. Doe, auditor' \
		--purpose 'SOC 2 examination of 2026' "$@"
}

# refused PATTERN OPTION...: and nothing is written.
refused() {
	local pattern=$1
	shift
	complains 2 "$pattern" "$BIN" audit pack --directory "$audit" --pack "$work/none" \
		--recipient 'J. Doe' --purpose 'a test' "$@"
	[ ! -e "$work/none" ] || fail 'a refused pack left a folder'
}

# ---- what is no pack -------------------------------------------------------------------------------------

refused 'not sealed'
expect 0 "$BIN" audit seal --directory "$audit"
refused 'no sample was drawn' --records sample
expect 0 "$BIN" audit sample --directory "$audit" --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)" --n 3
complains 2 'for somebody and for something' "$BIN" audit pack --directory "$audit" --pack "$work/none" \
	--recipient 'J. Doe'
complains 2 '--pack DIR' "$BIN" audit pack --directory "$audit" --recipient 'J. Doe' --purpose x
refused 'population or sample' --records all
complains 4 'kept elsewhere.*not a signed note' "$BIN" audit pack --directory "$audit" --pack "$work/none" \
	--recipient a --purpose b --checkpoint "$audit/sample.csv"
complains 2 'inside of' "$BIN" audit pack --directory "$audit" --pack "$audit/pack" --recipient a --purpose b
mkdir "$work/full" && touch "$work/full/file"
complains 2 'is not empty' "$BIN" audit pack --directory "$audit" --pack "$work/full" --recipient a --purpose b
mkdir "$work/empty"
complains 2 'inside of' "$BIN" audit pack --directory "$audit" --pack "$work/empty" --recipient a --purpose b \
	--redact "$work/empty/names.json"
ln -s /etc/passwd "$audit/link"
refused 'no regular file'
rm "$audit/link"
touch "$audit/a name"
refused 'rename it'
rm "$audit/a name"
ok 'what is no pack is refused, and nothing is left'

# ---- secrets: in two parts, so that nobody finds one here ---------------------------------------------------

secret() { # PATTERN TEXT: in a file that somebody put there
	printf 'first\nnote: %s\n' "$2" >"$audit/note.txt"
	refused "audit/note.txt seems to hold $1, at line 2, byte 7"
	grep -qF -- "$2" "$work/err" && fail 'the message repeats the secret'
	rm "$audit/note.txt"
}
secret 'a token of GitHub' "gh""p_abcdefghij0123456789abcdefghij012345"
secret 'a token of GitHub' "github""_pat_11ABCDEFG0abcdefghijkl"
secret 'an access key of AWS' "AK""IAABCDEFGHIJ234567"
secret 'a token of Slack' "xo""xb-123456789012-abcdef"
secret 'a private key' "-----BEGIN EC PRIV""ATE KEY-----"
new_repository "$work/leaky"
expect 0 "$BIN" deploy --env staging --baseline
change file "PAY-2 use gh""p_abcdefghij0123456789abcdefghij012345"
expect 1 "$BIN" deploy --env staging
expect 0 "$BIN" audit population --from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)" \
	--directory "$work/leaky-audit"
expect 0 "$BIN" audit seal --directory "$work/leaky-audit"
complains 2 'record 01[0-9A-Z]* seems to hold a token of GitHub, at /predicate/evidence/' "$BIN" audit pack \
	--directory "$work/leaky-audit" --pack "$work/none" --recipient a --purpose b
[ ! -e "$work/none" ] || fail 'a secret was written'
cd "$work/repository"
use_keys "$work/repository/.git/changegate"
ok 'tokens and private keys are found, in files and inside of records, and not repeated'

# ---- what is in it ------------------------------------------------------------------------------------------

echo 'kept as it is' >"$audit/workpaper.txt"
packed pack --checkpoint "$work/kept"
grep -q '^9 deployments, 26 records with proofs' "$work/out" || fail 'not what there is'
for file in README.txt index.html SHA256SUMS SHA256SUMS.sig audit/population-ids.txt audit/sample.csv \
	audit/reproduce.sh audit/workpaper.txt keys/trust.json keys/record.pem keys/checkpoint.pem \
	ledger/checkpoint ledger/checkpoint-when-sealed ledger/checkpoint-kept; do
	[ -s "$work/pack/$file" ] || fail "no $file"
done
[ "$(find "$work/pack/records" -name '*.json' | wc -l)" -eq 26 ] || fail 'not 26 records'
cmp "$work/kept" "$work/pack/ledger/checkpoint-kept"
for file in "$work/pack"/policies/*.json; do
	[ "$(sha256sum <"$file" | cut -c1-64)" = "$(basename "$file" .json)" ] || fail 'a policy under a wrong name'
done
(cd "$work/pack" && find . -type f ! -name 'SHA256SUMS*' | sed 's/..//' | LC_ALL=C sort) >"$work/there"
sed 's/^[0-9a-f]*  //' "$work/pack/SHA256SUMS" | cmp - "$work/there" || fail 'SHA256SUMS is not of all files'
packed again --checkpoint "$work/kept"
diff -r "$work/pack" "$work/again" || fail 'the same pack twice is not the same'
packed sampled --records sample
[ "$(find "$work/sampled/records" -name '*.json' | wc -l)" -lt 26 ] || fail 'more than the sample'
grep -riE 'complian[t]|certifie[d]' "$work/pack" && fail 'a word that only an auditor may say'
ok 'everything is in it, and each time the same'

# The commands of README.txt, word by word.
sed -n '/^How to check/,$s/^     //p' "$work/pack/README.txt" >"$work/commands"
[ "$(wc -l <"$work/commands")" -eq 5 ] || fail 'not five commands'
mkdir "$work/bin" && ln -s "$(realpath "$BIN")" "$work/bin/changegate"
check() { # FOLDER: the number of the first command that fails, or 0
	local number=0
	while IFS= read -r line; do
		number=$((number + 1))
		(cd "$1" && PATH=$work/bin:$PATH sh -c "set -e; $line" >"$work/out" 2>"$work/err" </dev/null) ||
			{ echo "$number" && return; }
		grep -qE 'FAIL' "$work/out" && echo "$number" && return
	done <"$work/commands"
	echo 0
}
[ "$(check "$work/pack")" = 0 ] || fail 'a command of README.txt fails'
grep -q . "$work/out" || fail 'the sample was not drawn again'
other() { # NUMBER FILE: in a copy, this file is another one
	cp -r "$work/pack" "$work/other"
	tr 'a-mA-M0-8' 'b-nB-N1-9' <"$work/pack/$2" >"$work/other/$2"
	[ "$1" = 1 ] || (cd "$work/other" && find . -type f ! -name 'SHA256SUMS*' | sed 's/..//' | LC_ALL=C sort |
		xargs sha256sum >SHA256SUMS)
	[ "$(check "$work/other")" = "$1" ] || fail "another $2 was not noticed by command $1"
	rm -r "$work/other"
}
other 1 index.html
other 2 audit/sample.csv
sed -i 2d "$work/commands" # whoever holds the key of the pack can sign another list
other_signed() { # NUMBER FILE
	other "$1" "$2"
}
other_signed 2 ledger/checkpoint
other_signed 3 "$(cd "$work/pack" && find records -name "*.json" -print -quit)"
other_signed 4 audit/population-ids.txt
ok 'the five commands of README.txt pass, and each finds what is its to find'

# ---- who signs -----------------------------------------------------------------------------------------------

"$BIN" keygen --origin local/pack --keys "$work/pack-keys" --trust "$work/pack-keys/trust.json" >/dev/null
for name in record checkpoint; do
	CHANGEGATE_PACK_KEY_FILE=$work/pack-keys/$name.key packed "by-$name"
	sed -n '/^2\./{n;s/^     //p}' "$work/by-$name/README.txt" >"$work/commands"
	[ "$(check "$work/by-$name")" = 0 ] || fail "signed by another key ($name), it is not verified"
done
(unset CHANGEGATE_CHECKPOINT_KEY_FILE && packed by-ledger-record)
sed -n '/^2\./{n;s/^     //p}' "$work/by-ledger-record/README.txt" >"$work/commands"
[ "$(check "$work/by-ledger-record")" = 0 ] || fail 'signed by the record key, it is not verified'
(
	unset CHANGEGATE_CHECKPOINT_KEY_FILE CHANGEGATE_RECORD_KEY_FILE
	packed unsigned
	grep -q 'not signed' "$work/err" || fail 'it is not said that nothing was signed'
)
[ ! -e "$work/unsigned/SHA256SUMS.sig" ] || fail 'a signature without a key'
grep -q 'It is not signed' "$work/unsigned/README.txt" || fail 'README.txt does not say so'
ok 'signed by the key that is there, and if none is there it says so'

# ---- pseudonyms ----------------------------------------------------------------------------------------------

packed redacted --redact "$work/names.json"
# In base64 three letters are chance.
grep -rlE 'alice@|bob@|Alice|person-[0-9a-f]{12}[A-Za-z]' "$work/redacted" && fail 'somebody is named'
grep -rliwE 'alice|bob' "$work/redacted" && fail 'somebody is named'
base64_names=$(grep -rhoE '"payload":"[^"]*"' "$work/redacted/records" | cut -d '"' -f 4 |
	while read -r payload; do printf '%s' "$payload" | base64 -d; done | grep -ciwE 'alice|bob' || true)
[ "$base64_names" -eq 0 ] || fail 'somebody is named inside of an envelope'
[ "$(stat -c %a "$work/names.json")" = 600 ] || fail 'others may read who is who'
jq -e '.people | length == 4' "$work/names.json" >/dev/null || fail 'not two people with two names each'
cp "$work/names.json" "$work/names-before.json"
packed redacted-again --redact "$work/names.json"
diff -r "$work/redacted" "$work/redacted-again" || fail 'the same names have other pseudonyms'
cmp "$work/names.json" "$work/names-before.json"
sed -n '/^How to check/,$s/^     //p' "$work/redacted/README.txt" >"$work/commands"
[ "$(check "$work/redacted")" = 0 ] || fail 'a command of README.txt fails with pseudonyms'
refused 'the file of names would lie inside of' --redact "$audit/names.json"
cp "$work/names.json" "$audit/copy.json"
refused "'copy.json' in the folder says who is who"
rm "$audit/copy.json"
ok 'with pseudonyms nobody is named, and later packs have the same ones'

# ---- with what other systems say -------------------------------------------------------------------------------

# A cloud that saw every deploy but one, and two that nobody recorded.
reconciled=$work/reconciled-audit
between=(--from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)")
{
	echo 'id,service,environment,commit,at,actor'
	jq -r 'select(.in_frame) | ["ev-\(.seq)", .service, .environment, .head_sha, .deployed_at_utc, "deployer"] | join(",")' \
		"$audit/population.jsonl" | sed 1d
	now=$(date -u +%FT%TZ)
	echo "ev-past,default,staging,$(printf 'ab%.0s' $(seq 20)),$now,mallory"
	echo "ev-</script><img src=x onerror=alert(3)>,default,staging,$(printf 'cd%.0s' $(seq 20)),$now,alice"
} >"$work/cloud.csv"
# And somebody who is named for switching the gate off, and for nothing else.
printf 'id,repository,actor,state,at\nr-1,acme/pay,trudy,protected_branch.destroy,%s\n' "$now" >"$work/rules.csv"
expect 1 "$BIN" audit reconcile "${between[@]}" --directory "$reconciled" --source "cloud=$work/cloud.csv" \
	--source "rules=$work/rules.csv"
[ "$(jq '.unrecorded | length' "$reconciled/reconciliation.json")" -eq 2 ] || fail 'not two without a record'
expect 0 "$BIN" audit population "${between[@]}" --directory "$reconciled"
expect 0 "$BIN" audit seal --directory "$reconciled"
expect 0 "$BIN" audit sample --directory "$reconciled" --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)" --n 3 --targeted UNREC-cloud-ev-past
expect 0 "$BIN" audit workpaper --directory "$reconciled"
# of_reconciled NAME OPTION...
of_reconciled() {
	local name=$1
	shift
	expect 0 "$BIN" audit pack --directory "$reconciled" --pack "$work/$name" --recipient 'J. Doe, auditor' \
		--purpose 'SOC 2 examination of 2026' "$@"
}
of_reconciled compared
for file in reconciliation.json reconciliation.html matched.csv unmatched.csv unrecorded.csv workpaper.csv; do
	cmp "$reconciled/$file" "$work/compared/audit/$file"
done
grep -q ' 2 of the deployments are$' "$work/compared/README.txt" || fail 'README.txt does not tell of them'
grep -q 'is NOT TESTED' "$work/pack/README.txt" || fail 'README.txt does not say that nothing was compared'
grep -q 'is NOT TESTED' "$work/compared/README.txt" && fail 'README.txt says that nothing was compared'
[ ! -e "$work/compared/records/UNREC-cloud-ev-past.json" ] || fail 'a record of what has none'
sed -n '/^How to check/,$s/^     //p' "$work/compared/README.txt" >"$work/commands"
[ "$(check "$work/compared")" = 0 ] || fail 'a command of README.txt fails with a reconciliation'
of_reconciled compared-redacted --redact "$work/other-names.json"
grep -qw trudy "$work/compared/audit/unmatched.csv" || fail 'who switched the gate off is not told'
grep -rliwE 'mallory|alice|trudy' "$work/compared-redacted" && fail 'somebody whom another system names is named'
grep -q mallory "$work/other-names.json" || fail 'nobody can find out who it was'
ok 'a pack holds the reconciliation, and names nobody whom other systems name'

# ---- in a browser ----------------------------------------------------------------------------------------------

node "$project/tests/browser/proofs.js" "$project/reports/pack"
mkdir "$work/pages"
(cd "$project/tests/browser" && node pack.js "$work/pack" "$work/redacted" "$work/pages" "$work/compared" \
	"$work/compared-redacted")
