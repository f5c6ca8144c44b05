#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a workpaper say what the records say, in every format alike, and leave the auditor's cells blank?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library"

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
for number in 2 3 4; do
	reviewed_change "PAY-$number"
	expect 0 "$BIN" deploy --env staging
done
# Titles that a spreadsheet would run.
reviewed_change '=cmd|calc!A1 PAY-9'
expect 0 "$BIN" deploy --env staging
from=$(date -u -d '1 day ago' +%F)
to=$(date -u -d '1 day' +%F)
audit=$work/audit
expect 0 "$BIN" audit population --from "$from" --to "$to" --directory "$audit"
for type in csv jsonl html; do
	case $type in
	csv) rows=$(($(python3 -c 'import csv,sys; print(sum(1 for _ in csv.reader(open(sys.argv[1], newline=""))))' \
		"$audit/population.csv") - 1)) ;;
	jsonl) rows=$(wc -l <"$audit/population.jsonl") ;;
	html) rows=$(($(grep -c '^<tr>' "$audit/population.html"))) ;;
	esac
	[ "$rows" -eq 5 ] || fail "population.$type has $rows rows"
done
[ "$(jq .rows "$audit/population.json")" -eq 5 ] || fail 'population.json counts other rows'
grep -q '5 rows, of which 5 may be drawn' "$audit/population.html" || fail 'the page does not count'
# One change request for each deploy but the baseline, with what was judged of it.
python3 - "$audit" <<'END' || fail 'changes.csv is not what it should be'
import csv, sys
folder = sys.argv[1]
ids = {row["record_id"] for row in csv.DictReader(open(folder + "/population.csv", newline=""))}
rows = list(csv.DictReader(open(folder + "/changes.csv", newline="")))
assert len(rows) == 4, rows
for row in rows:
    assert row["record_id"] in ids and row["ticket_verdict"] == row["approval_verdict"] == "PASS", row
    assert "Bob" in row["approval_because"] or "bob" in row["approval_because"], row
assert sum(row["title"].startswith("'=") or "=cmd" in row["title"] for row in rows) == 1, rows
END
grep -q 'opening and additions' "$audit/ipe.html" || fail 'no sequences on the page about the list'
grep -q '<dt>Command</dt><dd>[^<]*audit population' "$audit/ipe.html" || fail 'the command is not named'
ok 'a population in three formats with equal counts, its change requests, and a page about itself'

complains 2 'not sealed' "$BIN" audit workpaper --directory "$audit"
expect 0 "$BIN" audit seal --directory "$audit"
complains 2 'no sample' "$BIN" audit workpaper --directory "$audit"
expect 0 "$BIN" audit sample --directory "$audit" --n 5 --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)"
expect 0 "$BIN" audit workpaper --directory "$audit" --client '=HYPERLINK("x")' \
	--control 'CM-02 <script>alert(1)</script>'
grep -q '5 sampled records' "$work/out" || fail 'the workpaper does not say how many'
ok 'a workpaper of a sample'

# ---- the table ------------------------------------------------------------------------------------------

python3 - "$audit" <<'END' || fail 'workpaper.csv is not what it should be'
import csv, hashlib, json, sys
folder = sys.argv[1]
rows = list(csv.DictReader(open(folder + "/workpaper.csv", newline="", encoding="utf-8")))
assert len(rows) == 5, len(rows)
drawn = [row["record_id"] for row in csv.DictReader(open(folder + "/sample.csv", newline=""))]
assert [row["record_id"] for row in rows] == drawn
types = set()
for row in rows:
    assert row["AUDITOR RESULT"] == "" and row["AUDITOR NOTE"] == "", row
    assert hashlib.sha256(open(folder + "/" + row["evidence"], "rb").read()).hexdigest() == row["sha256"]
    statement = json.load(open(folder + "/" + row["evidence"]))
    types.add(row["type"])
    if row["type"] == "baseline":
        assert row["A"] == row["B"] == row["C"] == "NT", row  # accepted, not judged
    else:
        assert row["A"] == row["B"] == row["C"] == row["C2"] == row["E"] == "P", row
        assert row["EM1"] == "NA", row
        # Nothing in plain git tells who deployed or what the platform's rules were.
        assert row["D"] == row["G"] == row["I"] == "NT", row
    assert row["J"] == "P", row
assert types == {"baseline", "normal"}, types
END
ok 'one row a record, with evidence and digest; what nothing tells is not testable'

if grep -aE '(^|,)"?[=+@-]' "$audit/workpaper.csv" "$audit/reasons.csv"; then
	fail 'a cell begins like a formula'
fi
grep -q '<script' "$audit/workpaper.html" && fail 'foreign text is markup'
grep -q 'CM-02 &lt;script&gt;' "$audit/workpaper.html" || fail 'the control is not named'
ok 'foreign text is text'

# ---- the workbook: strings, and nothing but -------------------------------------------------------------

mkdir "$work/xlsx"
(cd "$work/xlsx" && python3 -m zipfile -e "$audit/workpaper.xlsx" .)
grep -l '<f>' "$work/xlsx"/xl/worksheets/*.xml && fail 'a cell is a formula'
grep -q 'HYPERLINK' "$work/xlsx/xl/sharedStrings.xml" || fail 'the client is not in the workbook'
grep -q 'sheet name="Auditor"' "$work/xlsx/xl/workbook.xml" || fail 'no page for the auditor'
ok 'a workbook of strings'

# ---- OSCAL, by the schemas of NIST ---------------------------------------------------------------------

for kind in plan results; do
	name=oscal-a${kind:0:1}.json
	node "$here/../tools/oscal/check.mjs" "$here/../vectors/oscal/assessment-$kind.json" "$audit/$name" ||
		fail "$name is not valid"
	jq "del(.[].uuid)" "$audit/$name" >"$work/broken.json"
	! node "$here/../tools/oscal/check.mjs" "$here/../vectors/oscal/assessment-$kind.json" \
		"$work/broken.json" 2>/dev/null || fail 'the check of OSCAL cannot fail'
done
[ "$(jq '."assessment-results".results[0].observations | length' "$audit/oscal-ar.json")" -eq 5 ] ||
	fail 'not one observation a record'
[ "$(jq -r '."assessment-results".results[0].findings[] | select(.title | endswith(" J")).target.status.state' \
	"$audit/oscal-ar.json")" = satisfied ] || fail 'J is not satisfied'
ok 'assessment plan and results are valid OSCAL'

# ---- the auditor's results are read back ------------------------------------------------------------------

complains 2 'is no outcome' "$BIN" audit evaluate --directory "$audit" --results "$audit/auditor.csv"
python3 - "$audit" <<'END'
import csv, sys
folder = sys.argv[1]
with open(folder + "/auditor.csv", newline="") as source:
    rows = list(csv.reader(source))
for number, row in enumerate(rows[1:]):
    for column in range(2, len(row) - 1):
        row[column] = "X" if number == 1 and rows[0][column] == "C" else "P"
    row[-1] = "seen"
with open(folder + "/filled.csv", "w", newline="") as out:
    csv.writer(out).writerows(rows)
END
expect 0 "$BIN" audit evaluate --directory "$audit" --results "$audit/filled.csv" --json "$work/numbers"
[ "$(jq '.attributes[] | select(.name == "C").strata[0].deviations' "$work/numbers")" -eq 1 ] ||
	fail 'the deviation in C was not read back'
[ "$(jq '.attributes[] | select(.name == "B").strata[0].deviations' "$work/numbers")" -eq 0 ] ||
	fail 'a deviation that nobody entered'
ok 'the form that was filled in is what evaluate reads'

# ---- what came after a seal ---------------------------------------------------------------------------------

reviewed_change PAY-10
expect 0 "$BIN" deploy --env staging
expect 0 "$BIN" audit population --from "$from" --to "$to" --directory "$work/again"
grep -q '<dt>Late: rows that came after the first of them</dt><dd>1</dd>' "$work/again/ipe.html" ||
	fail 'a late arrival is not told'
ok 'records of the period that came after its seal are told'

complains 2 'never replaced' "$BIN" audit workpaper --directory "$audit"
