#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can anybody draw an auditor's sample again, and is nothing believed of the files in between?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
for number in 2 3 4 5 6 7 8; do
	reviewed_change "PAY-$number"
	expect 0 "$BIN" deploy --env staging
done
from=$(date -u -d '1 day ago' +%F)
to=$(date -u -d '1 day' +%F)
seed=83920174652910483756
audit=$work/audit
expect 0 "$BIN" audit population --from "$from" --to "$to" --directory "$audit"
complains 2 'not sealed' "$BIN" audit sample --n 2 --seed "$seed" --directory "$audit"
expect 0 "$BIN" audit seal --directory "$audit"
[ "$(wc -l <"$audit/population-ids.txt")" -eq 8 ] || fail 'not eight records'

# sampled NAME OPTION...: draws in a copy of the sealed folder, with a seed that is new enough.
sampled() {
	local name=$1
	shift
	cp -r "$audit" "$work/$name"
	expect 0 "$BIN" audit sample --directory "$work/$name" --seed "$seed" \
		--seed-time "$(date -u -d '1 minute' +%FT%TZ)" "$@"
	cp "$work/out" "$work/$name.drawn"
}

# Only what is in the folder, and no changegate.
redone() { # name [stage suffix]
	jq -r '.recipe[]' "$work/$1/sample${2-}.json" >"$work/recipe"
	cmp "$work/recipe" "$work/$1/reproduce${2-}.sh"
	(cd "$work/$1" && env -i PATH="$PATH" sh "$work/recipe" >"$work/again" 2>/dev/null) ||
		fail "the recipe of $1${2-} failed"
	cmp -s "$work/again" "$work/$1.drawn" || fail "the recipe of $1${2-} draws something else"
}

# ---- every selection is redone by the recipe inside of its own file ----------------------------------

sampled tickets --n 3
redone tickets
sampled rows --n 3 --method rivest-sampler
redone rows
sampled strata --n 3 --strata risk
redone strata
grep -q "$(printf '\tbaseline$')" "$work/strata/strata.tsv" || fail 'no stratum of baselines'
[ "$(wc -l <"$work/strata.drawn")" -eq 4 ] || fail 'not the baseline and three others'
first=$(sed -n 1p "$audit/population-ids.txt")
sampled targeted --n 3 --targeted "$first"
redone targeted
printf '%s\r\n' 8 2 >"$work/numbers"
cp -r "$audit" "$work/numbered"
expect 0 "$BIN" audit sample --directory "$work/numbered" --rows "$work/numbers"
cp "$work/out" "$work/numbered.drawn"
redone numbered
[ "$(sed -n 1p "$work/numbered.drawn")" = "listed  $(sed -n 8p "$audit/population-ids.txt")" ] ||
	fail 'row 8 is not the eighth id'
printf '%s\n' "$first" >"$work/chosen"
cp -r "$audit" "$work/listed"
expect 0 "$BIN" audit sample --directory "$work/listed" --list "$work/chosen"
cp "$work/out" "$work/listed.drawn"
redone listed
ok 'six ways to select, each redone with sh, sha256sum, sort and awk'

cp -r "$work/strata" "$work/other"
tr 0 1 <"$work/strata/strata.tsv" >"$work/other/strata.tsv"
(cd "$work/other" && ! sh reproduce.sh >/dev/null 2>&1) || fail 'other strata were not noticed'
# Not even strata whose digest the script was taught, if they leave out a sealed record.
sed '$d' "$work/strata/strata.tsv" >"$work/other/strata.tsv"
old=$(sha256sum <"$work/strata/strata.tsv" | cut -c1-64)
new=$(sha256sum <"$work/other/strata.tsv" | cut -c1-64)
sed -i "s/$old/$new/" "$work/other/reproduce.sh"
grep -q "$new" "$work/other/reproduce.sh"
(cd "$work/other" && ! sh reproduce.sh >/dev/null 2>&1) || fail 'a record left out was not noticed'
ok 'a recipe checks the files that it reads'

# ---- sizes ----------------------------------------------------------------------------------------------

sampled planned --confidence 90 --tolerable 40
[ "$(wc -l <"$work/planned.drawn")" -eq 3 ] || fail 'not three for 90 % and 40 % of eight'
grep -q 'planned for 90 % confidence, tolerable 40 %, expected 0 %: 0 deviations' "$work/err" ||
	fail 'the plan is not told'
sampled customary --frequency quarterly
grep -q 'if nothing deviates: upper limit .* at 95 % confidence' "$work/err" ||
	fail 'it is not told what the customary size shows'
ok 'sizes by rates and by frequency'

cp -r "$audit" "$work/none"
refused() { # pattern options...
	local pattern=$1
	shift
	complains 2 "$pattern" "$BIN" audit sample --directory "$work/none" "$@"
}
refused 'how many' --seed "$seed"
refused '--n and --frequency' --seed "$seed" --n 2 --frequency daily
refused 'needs --confidence' --seed "$seed" --tolerable 5
refused 'in percent' --seed "$seed" --tolerable 5 --confidence 9x
refused 'in percent' --seed "$seed" --tolerable 5,5 --confidence 95
refused 'the confidence must be' --seed "$seed" --tolerable 5 --confidence 100
refused 'the frequencies are' --seed "$seed" --frequency hourly
refused 'the methods are' --seed "$seed" --n 2 --method systematic
refused 'decimal digits' --seed "words and words and words" --n 2 --method rivest-sampler
refused '--strata is' --seed "$seed" --n 2 --strata author
refused 'not in the sealed population' --seed "$seed" --n 2 --targeted NOBODY
refused 'older than the seal' --seed "$seed" --n 2 --seed-time 2020-01-01
refused 'belong to --extend' --seed "$seed" --n 2 --replace "$first=void"
refused '--frequency and --expected' --seed "$seed" --frequency daily --expected 1
refused '--list and --n' --list "$work/chosen" --n 2
refused '--rows and --tolerable' --rows "$work/numbers" --tolerable 5
refused '--rows and --list' --rows "$work/numbers" --list "$work/chosen"
refused 'older than the seal' --rows "$work/numbers" --seed-time 2020-01-01
refused 'no sample to extend' --extend --n 4 --reason more
[ ! -e "$work/none/sample.csv" ] || fail 'a refused sample left a file'
ok 'what makes no sense is refused'

# ---- later stages -----------------------------------------------------------------------------------------

cp -r "$work/tickets" "$work/longer"
expect 0 "$BIN" audit sample --directory "$work/longer" --extend --n 5 --reason 'two more'
grep -q 'no longer holds' "$work/err" || fail 'it is not told what an extension costs'
cp "$work/out" "$work/longer.drawn"
redone longer -2
head -n 3 "$work/longer.drawn" | cmp - "$work/tickets.drawn"
void=$(sed -n '2s/.*  //p' "$work/longer.drawn")
complains 2 'is a deviation' "$BIN" audit sample --directory "$work/longer" --extend \
	--replace "$void=not-testable" --reason 'lost'
complains 2 'a reason is needed' "$BIN" audit sample --directory "$work/longer" --extend \
	--replace "$void=void"
complains 2 '5 records already' "$BIN" audit sample --directory "$work/longer" --extend --n 4 \
	--reason 'fewer'
complains 2 '--seed is that of the first stage' "$BIN" audit sample --directory "$work/longer" \
	--extend --n 6 --seed "$seed" --reason 'better luck'
expect 0 "$BIN" audit sample --directory "$work/longer" --extend --replace "$void=void" \
	--reason 'a test of the pipeline'
cp "$work/out" "$work/longer.drawn"
redone longer -3
[ "$(wc -l <"$work/longer.drawn")" -eq 6 ] || fail 'no record in the place of the void one'
grep -q "^2,$void,.*,replaced,1" "$work/longer/sample-3.csv" || fail 'the void one is not marked'
cp -r "$work/strata" "$work/apart"
expect 0 "$BIN" audit sample --directory "$work/apart" --extend --n 6 --reason 'more'
cp "$work/out" "$work/apart.drawn"
redone apart -2
ok 'a sample is extended, and a record replaced by the next one'

# ---- nothing is believed of sample.json ---------------------------------------------------------------------

tampered() { # sed expression
	rm -rf "$work/edited"
	cp -r "$work/longer" "$work/edited"
	rm "$work/edited/sample-3.json"
	sed -i "$1" "$work/edited/sample-2.json"
	cmp -s "$work/edited/sample-2.json" "$work/longer/sample-2.json" && fail "no change by $1"
	complains 4 'sample-2.json' "$BIN" audit sample --directory "$work/edited" --extend --n 7 \
		--reason 'more'
	complains 4 'sample-2.json' "$BIN" audit evaluate --directory "$work/edited" \
		--results "$work/results.csv"
}
: >"$work/results.csv"
tampered 's/"size": 5/"size": 4/'
tampered "s/$seed/83920174652910483757/"
tampered 's/sha256-ticket-v1/rivest-sampler/'
tampered 's/two more/two others/;s/"extends": "./"extends": "x/'
tampered 's/"census": false/"census": true/'
tampered 's/LC_ALL=C sort/LC_ALL=C sort -r/'
tampered '1s/.*/[/'
ok 'a sample.json that was edited does not count'

# ---- results come back ----------------------------------------------------------------------------------------

# with_results FOLDER STAGE WORD...: sample.csv with a column of outcomes, the words in turn.
with_results() {
	local table=$1/sample$2.csv
	shift 2
	awk -v words="$*" 'BEGIN { count = split(words, word, " ") }
		{ sub(/\r$/, ""); print $0 "," (NR == 1 ? "A" : word[(NR - 2) % count + 1]) "\r" }' \
		"$table" >"$work/results.csv"
}

with_results "$work/longer" -3 P
expect 0 "$BIN" audit evaluate --directory "$work/longer" --results "$work/results.csv" \
	--tolerable 30 --json "$work/numbers.json"
grep -q 'all: population 7, looked at 5, not applicable 0, deviations 0 of 5' "$work/out" ||
	fail 'not five of the seven that are left'
grep -q 'at 90 % confidence: upper limit 1 deviations, 14.3 % (binomial 37.0 %); tolerable 30 %, difference -15.7 %' \
	"$work/out" || fail 'other limits'
[ "$(jq -r '.attributes[0].strata[0].limits[1].upperCount' "$work/numbers.json")" -eq 1 ] ||
	fail 'other numbers in the JSON'
[ "$(jq -r .resultsSha256 "$work/numbers.json")" = "$(sha256sum <"$work/results.csv" | cut -c1-64)" ] ||
	fail 'another digest of the results'
complains 2 'never replaced' "$BIN" audit evaluate --directory "$work/longer" \
	--results "$work/results.csv" --json "$work/numbers.json"
with_results "$work/longer" -3 X X NT P P P
expect 0 "$BIN" audit evaluate --directory "$work/longer" --results "$work/results.csv"
grep -q 'deviations 2 of 5 (1 not testable), 40.0 %' "$work/out" || fail 'other deviations'
with_results "$work/apart" -2 P
expect 0 "$BIN" audit evaluate --directory "$work/apart" --results "$work/results.csv"
grep -q 'projected: 0.0 deviations' "$work/out" || fail 'no projection over strata'
if grep -qiE 'compliant|effective|satisf|pass(ed)?\b|opinion|certif' "$work/out"; then
	fail 'an evaluation tells more than numbers'
fi
ok 'results are evaluated in numbers'

bad_results() { # pattern status; standard input: the table
	cat >"$work/bad.csv"
	complains 2 "$1" "$BIN" audit evaluate --directory "$work/tickets" --results "$work/bad.csv"
}
id() {
	sed -n "$1s/.*  //p" "$work/tickets.drawn"
}
printf 'record_id,A\n%s,P\n%s,P\n' "$(id 1)" "$(id 2)" | bad_results "has no result"
printf 'record_id,A\n%s,P\n%s,P\n%s,=HYPERLINK(1)\n' "$(id 1)" "$(id 2)" "$(id 3)" |
	bad_results 'is no outcome'
printf 'record_id,A\n%s,P\n%s,P\n' "$(id 1)" "$(id 1)" | bad_results 'twice'
printf 'record_id,A\nX,P\n' | bad_results 'not in the sample'
printf 'record_id,A\n%s,\033]0;x\007\n' "$(id 1)" | bad_results "'\?]0;x\?' is no outcome"
printf 'record_id,A\n%s,P\0\n' "$(id 1)" | bad_results 'not UTF-8'
printf '' | bad_results 'empty'
ok 'hostile results are refused with their line'
