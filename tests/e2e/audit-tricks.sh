#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can whoever keeps the auditor's folder have workpaper and pack say something else than the ledger?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

deploy() {
	expect 0 "$BIN" deploy --env staging --output json="$work/report.json"
	expect 0 "$BIN" outcome "$(record_of "$work/report.json")" --result succeeded
}

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
for number in 2 3 4; do
	reviewed_change "PAY-$number"
	deploy
done
around=$'\xe2\x80\xae'
change file "=cmd|'/c calc'!A1 PAY-9 $around"
expect 1 "$BIN" deploy --env staging
audit=$work/audit
expect 0 "$BIN" audit population --from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)" \
	--directory "$audit"
expect 0 "$BIN" audit seal --directory "$audit"
# Records that come later change nothing of what was listed.
expect 1 "$BIN" deploy --env staging
expect 0 "$BIN" audit sample --directory "$audit" --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)" --n 2
cp -r "$audit" "$work/honest"

# ask workpaper|pack: in a copy, so that an attempt leaves nothing behind.
ask() {
	rm -rf "$work/tried" "$work/pack"
	cp -r "$audit" "$work/tried"
	if [ "$1" = workpaper ]; then
		run "$BIN" audit workpaper --directory "$work/tried"
	else
		run "$BIN" audit pack --directory "$work/tried" --pack "$work/pack" --recipient a --purpose b
	fi
}

accepted() {
	local command
	for command in workpaper pack; do
		ask $command
		[ "$status" -eq 0 ] || fail "audit $command: status $status: $(cat "$work/err")"
	done
}

# found WORDS: neither command goes on, and nothing is made.
found() {
	local command
	for command in workpaper pack; do
		ask $command
		[ "$status" -eq 4 ] || fail "audit $command does not see it: status $status"
		grep -qE -- "$1" "$work/err" || fail "audit $command says: $(cat "$work/err")"
		[ ! -e "$work/pack" ] || fail 'a pack was made'
		[ ! -e "$work/tried/workpaper.csv" ] || fail 'a workpaper was made'
	done
	rm -rf "$audit"
	cp -r "$work/honest" "$audit"
}

accepted
ok 'what the ledger gave is taken, although it has grown since'

# edit FILE FILTER: of a JSON file, with the white space of the original.
edit() {
	sed -i -E "$2" "$audit/$1"
	! cmp -s "$audit/$1" "$work/honest/$1" || fail "nothing was edited in $1"
}

edit population.json 's/("rows": )[0-9]+/\17/'
found "'population.json' is not what the ledger gives"
edit population.json 's/("outsidePeriod": )[0-9]+/\17/'
found "'population.json' is not what the ledger gives"
edit population.json 's/completeness[^"]*/all was tested/'
found "'population.json' is not what the ledger gives"
edit population.json 's/("size": )[0-9]+/\11/'
found "population.json"
edit population.json 's/("size": )[0-9]+/\1900/'
found "population.json"
edit population.json 's/("root": ")[0-9a-f]{8}/\100000000/'
found "'population.json' is not what the ledger gives"
ok 'an edited head is found'

edit population.csv 's/refused/allowed/'
found "'population.csv' is not what the ledger gives"
sed -i '$d' "$audit/population.csv"
found "'population.csv' is not what the ledger gives"
printf 'a line more\n' >>"$audit/population.csv"
found "'population.csv' is not what the ledger gives"
edit population.jsonl 's/refused/allowed/'
found "'population.jsonl' is not what the ledger gives"
edit population.html 's/refused/allowed/'
found "'population.html' is not what the ledger gives"
sed -i '2d' "$audit/changes.csv"
found "'changes.csv' is not what the ledger gives"
sed -i '1d' "$audit/population-ids.txt"
found 'id file has sha256'
ok 'edited lists are found'

edit seal.json 's/("payload":"....)./\1A/'
found 'reading the seal'
edit sample.json 's/("seed": ")[0-9]/\11/'
found 'does not draw'
ok 'another seal and another sample are found'

# ---- links ------------------------------------------------------------------------------------------------

mkdir "$work/outside"
echo private >"$work/outside/file"
ln -s "$work/outside" "$audit/more"
ask pack
[ "$status" -eq 2 ] || fail "a folder that is a link: status $status"
grep -q 'no regular file' "$work/err" || fail "it says: $(cat "$work/err")"
rm "$audit/more"
ln -s "$work/outside" "$audit/records"
ask workpaper
[ "$status" -eq 2 ] || fail "records went through a link: status $status"
[ "$(ls "$work/outside")" = file ] || fail 'something was written through a link'
rm "$audit/records"
ln -s "$work/outside/new.csv" "$audit/workpaper.csv"
ask workpaper
[ "$status" -eq 2 ] || fail "a workpaper that is a link: status $status"
[ ! -e "$work/outside/new.csv" ] || fail 'a workpaper went through a link'
rm "$audit/workpaper.csv"
ok 'links lead nowhere'

# ---- what others wrote --------------------------------------------------------------------------------------

ask workpaper
for file in population.csv changes.csv workpaper.csv reasons.csv auditor.csv sample.csv; do
	given=$work/tried/$file
	[ -e "$given" ] || fail "there is no $file"
	! grep -qE '(^|,)"?[=+@]' "$given" || fail "$file has a formula"
	! LC_ALL=C grep -qF "$around" "$given" || fail "$file turns text around"
done
grep -q 'calc' "$audit/population.csv" || fail 'the title is nowhere'
ok 'titles are no formulas'
