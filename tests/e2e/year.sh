#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a reconciliation of a whole year find what was planted in it, and nothing else?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library"

# ---- a year of 20 services and 5,000 deploys (tests/tools/year.c) -----------------------------------------

clones=()
mkdir -p "$work/commits"
for number in $(seq -w 1 20); do
	git init -q -b main "$work/clones/svc-$number"
	awk -v service="$number" 'BEGIN {
		for (i = 0; i < 250; i++)
			printf "commit refs/heads/main\ncommitter A <a@example.org> %d +0000\ndata 9\nchange %02d\n\n",
				1767000000 + i, service
	}' | git -C "$work/clones/svc-$number" fast-import --quiet
	git -C "$work/clones/svc-$number" rev-list --first-parent --reverse main >"$work/commits/svc-$number"
	clones+=(--clone "acme/svc-$number=$work/clones/svc-$number")
done
year=$work/year
"$BUILD/tests/tools/year" "$work/commits" "$year"
period=(--from 2026-01-01 --to 2026-12-31)
trust=(--trust "$year/trust.json")
cloud=(--source "cloud=$year/cloud.csv" --column cloud.id=event --column cloud.service=app
	--column cloud.environment=stage --column cloud.commit=git_sha --column cloud.at=time
	--column cloud.actor=principal)
forge=(--source "deployments=$year/deployments.json" --source "deployment-statuses=$year/statuses.json"
	--source "runs=$year/runs.json")
rest=(--source "runtime=$year/runtime.csv" --source "tickets=$year/tickets.csv" --column tickets.id=Key
	--column tickets.at=Created --source "rules=$year/rules.json" --receipts "$year/receipts")
ok 'a year was made'

# reconciles STATUS FOLDER OPTION...
reconciles() {
	local wanted=$1 folder=$2
	shift 2
	expect "$wanted" "$BIN" audit reconcile "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$folder" "$@"
}

# differences FOLDER TEST: how many
differences() {
	jq --arg test "$2" '.tests[] | select(.code == $test).differences' "$1/reconciliation.json"
}

# ---- everything is found, and nothing else -----------------------------------------------------------------

audit=$work/audit
reconciles 1 "$audit" "${forge[@]}" "${cloud[@]}" "${rest[@]}" "${clones[@]}"
for pair in R0:0 R1:0 R2:13 R3:0 R4:0 R5:2 R6:2 R7:0 R8:1 R9:0 R10:0 R12:5 R13:5; do
	[ "$(differences "$audit" "${pair%:*}")" -eq "${pair#*:}" ] ||
		fail "${pair%:*} has $(differences "$audit" "${pair%:*}") differences instead of ${pair#*:}"
done
[ "$(jq '.unrecorded | length' "$audit/reconciliation.json")" -eq 15 ] || fail 'not 12 deploys past the gate and 3 removed'
[ "$(jq '[.unrecorded[] | select(.actor == "mallory")] | length' "$audit/reconciliation.json")" -eq 4 ] ||
	fail 'not 4 of the cloud alone'
[ "$(jq -r '.tests[] | select(.state == "not tested").code' "$audit/reconciliation.json")" = R11 ] ||
	fail 'another test than R11 was not tested'
grep -q 'R8,REC-GATE-OFF,.*back after 21 seconds' "$audit/unmatched.csv" || fail 'the 21 seconds were not found'
grep -q 'R6,REC-TICKET-LATE,.*PAY-611 ' "$audit/unmatched.csv" || fail 'the late ticket was not found'
[ "$(jq '.records == .matched' "$audit/reconciliation.json")" = true ] || fail 'a record without a deploy'
[ "$(($(wc -l <"$audit/matched.csv") - 1))" -eq "$(jq .matched "$audit/reconciliation.json")" ] ||
	fail 'matched.csv has another number of lines'
[ "$(jq -r '.sources[] | select(.kind == "cloud").columns | join(" ")' "$audit/reconciliation.json")" = \
	'id=event service=app environment=stage commit=git_sha at=time actor=principal' ] ||
	fail 'it is not on record which columns were read'
[ "$(jq -r '.sources[] | select(.kind == "runtime") | has("columns")' "$audit/reconciliation.json")" = false ] ||
	fail 'columns of another export are on record'
ok 'what was planted is found, and nothing else'

# ---- what was not given is not tested, and never zero ----------------------------------------------------------

reconciles 0 "$work/nothing"
grep -q '^completeness: NOT TESTED' "$work/out" || fail 'nothing was compared, and it does not say so'
for test in R0 R2 R3 R5 R6 R8 R9 R11 R13; do
	grep -q "^$test *not tested" "$work/out" || fail "$test is told without a source"
done
reconciles 1 "$work/forge" "${forge[@]}"
grep -q '^completeness: NOT TESTED by an independent source; 9 deploys' "$work/out" ||
	fail "the forge's own list is taken for independent"
ok 'what was not compared is not tested'

# ---- each test can fail: one line of an export, and the answer is another ----------------------------------------

sed '0,/"total_count":[0-9]*/s//"total_count":99999/' "$year/runs.json" >"$work/runs.json"
reconciles 1 "$work/short" --source "runs=$work/runs.json"
[ "$(differences "$work/short" R9)" -eq 1 ] || fail 'an export that is too short is not told'
sed 2d "$year/cloud.csv" >"$work/cloud.csv"
reconciles 1 "$work/less" "${cloud[@]/$year\/cloud.csv/$work\/cloud.csv}"
[ "$(differences "$work/less" R3)" -eq 1 ] || fail 'a record without a deploy is not told'
reconciles 1 "$work/scope" "${cloud[@]}" --service svc-01
[ "$(differences "$work/scope" R0)" -eq 19 ] || fail 'what is not in scope is not listed'
git -C "$work/clones/svc-02" checkout -q --detach main
git -C "$work/clones/svc-02" checkout -q "$(sed -n 100p "$work/commits/svc-02")"
reconciles 1 "$work/history" --clone "acme/svc-02=$work/clones/svc-02"
[ "$(differences "$work/history" R4)" -gt 100 ] || fail 'commits that git does not have are not told'
complains 2 'is no time' "$BIN" audit reconcile "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$work/bad" \
	--source "cloud=$year/cloud.csv" --column cloud.id=event --column cloud.service=app \
	--column cloud.environment=stage --column cloud.commit=git_sha --column cloud.at=principal
ok 'each can fail'

# ---- they are in the frame: drawn, and a deviation in every attribute ---------------------------------------------

expect 0 "$BIN" audit population "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$audit"
[ "$(jq .inFrame "$audit/population.json")" -eq 5002 ] || fail 'not 4,987 records and 15 without'
[ "$(jq .unrecorded "$audit/population.json")" -eq 15 ] || fail 'the unrecorded are not counted'
[ "$(grep -c '^UNREC-' "$audit/population-ids.txt")" -eq 15 ] || fail 'they cannot be drawn'
complains 2 'another period' "$BIN" audit population "$year/ledger" "${trust[@]}" --from 2026-01-02 --to 2026-12-31 \
	--directory "$work/nothing"
ok 'deploys without a record are part of the population'

# ---- what is no usual change: just those that were planted ------------------------------------------------------

python3 - "$audit" <<'PYTHON' || fail 'population.csv has other rollbacks, bots or emergencies than were planted'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/population.csv", newline="", encoding="utf-8-sig")))
rows = [row for row in rows if row["in_frame"] == "yes" and row["record_id"].startswith("01JD")]
number = {row["record_id"]: int(row["record_id"][4:11]) for row in rows}
past = {505, 1010, 1515, 2121, 2626, 3131, 707, 1414, 2828, 3535, 909, 2222, 3838}
emergencies = {321, 1323, 2327, 3339, 4346}
rollbacks = {n for n in range(20, 5000) if n % 197 == 150}
bots = {n for n in range(20, 5000) if n % 11 == 5} - past - rollbacks

def found(what):
    return {number[row["record_id"]] for row in rows if what(row)}

assert found(lambda row: row["change_type"] == "rollback") == rollbacks, "rollbacks"
assert found(lambda row: row["change_type"] == "emergency") == emergencies, "emergencies"
assert found(lambda row: "APPR-BOT" in row["exceptions"]) == bots, "bots"
assert found(lambda row: row["post_approved_by"] != "") == emergencies - {4346}, "retros"
PYTHON
ok 'rollbacks, bots and emergencies are those that were planted'

# ---- the lists and the report -----------------------------------------------------------------------------------

expect 1 "$BIN" audit gate-changes "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$audit"
grep -q '^1 versions of a policy were looser' "$work/out" || fail 'not one looser policy'
grep -q 'svc-05,.*approval.count: 1 is looser than 2' "$audit/gate-changes.csv" || fail 'what was loosened is not told'
brought=$(sed -n 126p "$work/commits/svc-05")
grep -q "svc-05,.*,01JD0002504[^,]*,yes,$brought,ann@example.org,APPR-COUNTED: as planted,PAY-2504" \
	"$audit/gate-changes.csv" || fail 'who brought the looser policy is not told'
[ "$(grep -c "$brought" "$audit/gate-changes.csv")" -eq 2 ] || fail 'it brought another version too'
expect 0 "$BIN" audit exceptions "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$audit"
python3 - "$audit" <<'PYTHON' || fail 'exceptions.csv is not what was planted'
import collections, csv, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/exceptions.csv", newline="")))
by = collections.Counter((row["severity"], row["status"]) for row in rows)
assert by == {("prevented", "closed"): 99, ("unmatched", "open"): 28, ("deviation", "open"): 16,
              ("emergency", "closed"): 3, ("emergency", "closed late"): 1, ("emergency", "overdue"): 1}, by
assert all(row["OWNER"] == row["DUE"] == row["RESPONSE"] == "" for row in rows)
assert all(row["must_close"] for row in rows)
for row in rows:
    days = row["age_days"] and int(row["age_days"])
    bucket = "" if days == "" else "0 to 7" if days < 8 else "8 to 30" if days < 31 else "31 to 90" if days < 91 else "over 90"
    assert row["age"] == bucket, row
    assert bool(row["closed_by"]) == row["status"].startswith("closed"), row
# A refusal by the deploy of its own number, an emergency by its own retro, which a late one is too.
closed = {row["subject"]: row["closed_by"] for row in rows if row["closed_by"]}
refused = {subject for subject in closed if subject[11] == "R"}
assert len(refused) == 99 and all(closed[one] == one.replace("R", "A") for one in refused)
emergencies = {row["subject"]: row for row in rows if row["severity"] == "emergency"}
assert {int(one[4:11]) for one in emergencies} == {321, 1323, 2327, 3339, 4346}
for subject, row in emergencies.items():
    retro = "" if "4346" in subject else subject[:11] + "T" + subject[12:]
    assert row["closed_by"] == retro and row["due_at"] > row["opened_at"], row
    assert row["must_close"].endswith("ann@example.org; olga@example.org; otto@example.org"), row
PYTHON
expect 0 "$BIN" audit access "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$audit"
python3 - "$audit" <<'PYTHON' || fail 'access.json does not tell who could go past the rules, and since when'
import json, sys
lines = json.load(open(sys.argv[1] + "/access.json"))["pages"][0]["lines"]
rows = [line["row"] for line in lines if "row" in line]
past = [row for row in rows if row[0] == "go past the platform's rules"]
assert past == [["go past the platform's rules", "administrators", "no", "yes",
                 "records of example.org/acme/svc-06, environment production"]], past
since = [row for row in rows if row[2:4] == ["go past the platform's rules", "administrators"]]
assert [(row[4], row[5], row[6], row[8][:11]) for row in since] == [
    ("no", "2026-01-01T11:06:40Z", "2026-07-28T19:06:40Z", "01JD0000005"),
    ("yes", "2026-07-28T19:06:40Z", "", "01JD0003005")], since
off = [row for row in rows if row[2:4] == ["go past the platform's rules", "everybody"]]
assert len(off) == 1 and "back after 21 seconds" in off[0][4], off
PYTHON
grep -q '^deployed  mallory, without a record .* 4$' "$work/out" || fail 'who went past the gate is not listed'
expect 1 "$BIN" audit readiness "$year/ledger" "${trust[@]}" --at 2026-12-31 --directory "$audit"
grep -q '^record keys have a scope  gap' "$work/out" || fail 'a key without scope is no gap'
grep -q '^somebody else says since when records are there  unknown' "$work/out" || fail 'who anchors is told'
grep -q '^approvals  met' "$work/out" || fail 'approvals are not met'
expect 0 "$BIN" audit report "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$audit" --client '<script>x'
grep -q '<script' "$audit/report.html" && fail 'foreign text is markup'
grep -q '<rect ' "$audit/report.html" || fail 'no trend is drawn'
python3 - "$audit" <<'PYTHON' || fail 'the numbers of the report do not come from outcomes.csv'
import collections, csv, json, sys
folder = sys.argv[1]
outcomes = list(csv.DictReader(open(folder + "/outcomes.csv", newline="")))
assert len(outcomes) == 5002, len(outcomes)
ids = {line.strip() for line in open(folder + "/population-ids.txt")}
assert {row["record_id"] for row in outcomes} == ids
pages = {page["page"]: page["lines"] for page in json.load(open(folder + "/report.json"))["pages"]}
for line in pages["Attributes"]:
    if "row" in line:
        code, _, n, passed, failed, other, untold, _ = line["row"]
        count = collections.Counter(row[code] for row in outcomes)
        assert [int(n), int(passed), int(failed), int(other), int(untold)] == \
            [5002, count["P"], count["X"], count["NA"], count["NT"]], line
        # Nothing but what was planted: 15 without a record, two tickets made afterwards, five
        # emergencies without approval, of which one was reviewed late and one never.
        more = {"A2": 2, "C": 5, "C2": 5, "EM3": 2, "EM4": 1, "EM5": 1}
        assert count["X"] == 15 + more.get(code, 0), (code, count)
assert sum(int(line["row"][1]) for line in pages["Months"] if "row" in line) == 5002
values = dict(line["value"] for line in pages["Report"] if "value" in line)
assert values["Deploys (the frame)"] == "5002" and values["of them without a record"] == "15", values
assert values["that deviate in an attribute"].startswith("22 "), values
assert values["Emergencies"].startswith("5 ") and values["Rollbacks"].startswith("25 "), values
assert values["Changes of bots"].startswith("450 "), values
control = [line["row"] for line in pages["Control"] if "row" in line]
assert any(row[0] == "F" and row[2].startswith("not evidenced") or row[0] == "EM1" for row in control)
PYTHON
expect 0 "$BIN" audit report "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$work/alone"
grep -q '^Completeness: NOT TESTED' "$work/out" || fail 'without a reconciliation completeness is told'
grep -q '^of them without a record: not tested' "$work/out" || fail 'what was not compared is a number'
ok 'lists and report tell what was planted, and each number can be counted again'

# ---- they are drawn, and move the limit ---------------------------------------------------------------------------

# The clock decides nothing here: a seal is made now, and seeds after it.
chmod 600 "$year"/*.key
export CHANGEGATE_RECORD_KEY_FILE=$year/record.key CHANGEGATE_CHECKPOINT_KEY_FILE=$year/checkpoint.key
git init -q -b main "$work/seals"
git -C "$work/seals" -c user.name=A -c user.email=a@example.org commit -q --allow-empty -m 'begin'
printf '%s\n' 'version: 1' 'extends: starter@1' 'repository: example.org/acme/all' 'tickets: { projects: [PAY] }' \
	'tests: { required: [ { junit: "build/*.xml" } ] }' 'environments: { production: {} }' \
	"ledger: { store: \"dir:$year/ledger\", origin: $(jq -r .origin "$year/trust.json") }" >"$work/seals.yml"
in_frame=("$year/ledger" "${trust[@]}" --directory)
expect 0 "$BIN" audit population "$year/ledger" "${trust[@]}" "${period[@]}" --directory "$work/without"
[ "$(jq .inFrame "$work/without/population.json")" -eq 4987 ] || fail 'not the 4,987 records'
past=() removed=()
for number in 909 2222 3838; do # whose records were taken away
	removed+=("$(sed -n "$((number / 20 + 1))p" "$work/commits/svc-$(printf %02d $((number % 20 + 1)))")")
done
while read -r id; do past+=("$id"); done < <(jq -r --arg removed "${removed[*]}" '.unrecorded[] |
	select(.commit == "" or (.commit | inside($removed) | not)).id' "$audit/reconciliation.json")
[ "${#past[@]}" -eq 12 ] || fail "${#past[@]} instead of 12 deploys past the gate"

# draws FOLDER OPTION...: a seal, a sample by one seed, and its workpaper.
draws() {
	local folder=$1
	shift
	expect 0 "$BIN" audit seal --repository "$work/seals" --policy "$work/seals.yml" "${trust[@]}" --directory "$folder"
	expect 0 "$BIN" audit sample "${in_frame[@]}" "$folder" --n 600 --seed 73105528140936627481 \
		--seed-time "$(date -u -d '1 minute' +%FT%TZ)" "$@"
	expect 0 "$BIN" audit workpaper "${in_frame[@]}" "$folder"
}

draws "$work/without"
draws "$audit" "${past[@]/#/--targeted=}"
# An auditor who takes over what management found, for the attributes that all deploys of this year have.
cat >"$work/results.py" <<'PYTHON'
import csv, json, sys
folder = sys.argv[1]
asked = ["A", "B", "C"]
paper = {row["record_id"]: row for row in csv.DictReader(open(folder + "/workpaper.csv", newline=""))}
unrecorded = {row["id"]: row for row in json.load(open(folder + "/reconciliation.json"))["unrecorded"]} \
    if len(sys.argv) > 2 else {}
targeted = set(sys.argv[2:])
attributes = [name for name in next(iter(paper.values())) if name in
              "A A1 A2 B B1 C C2 D E F G H I J EM1 EM2 EM3 EM4 EM5 UAT".split()]
assert len(attributes) >= 13, attributes
drawn = set()
for id, row in paper.items():
    if id not in unrecorded:
        assert row["type"] != "unrecorded" and row["evidence"].startswith("records/"), row
        continue
    drawn.add(id)
    assert row["type"] == "unrecorded" and row["evidence"] == "reconciliation.json", row
    assert {row[name] for name in attributes} == {"X"}, row  # by nature: nothing was judged
    assert row["AUDITOR RESULT"] == "", row
assert targeted <= drawn, targeted - drawn
with open(folder + "/results.csv", "w", newline="") as out:
    writer = csv.writer(out)
    with open(folder + "/sample.csv", newline="") as sample:
        for number, row in enumerate(csv.reader(sample)):
            if not number:
                writer.writerow(row + asked)
                at = row.index("record_id")
                continue
            writer.writerow(row + [paper[row[at]][name] for name in asked])
by_seed = [row["record_id"] for row in csv.DictReader(open(folder + "/sample.csv", newline=""))
           if row["selection"] != "targeted"]
print(len(by_seed), len([id for id in by_seed if id in unrecorded]))
PYTHON
python3 "$work/results.py" "$audit" "${past[@]}" >"$work/drawn" || fail 'the drawn ones are not deviations in every attribute'
python3 "$work/results.py" "$work/without" >"$work/drawn-without" || fail 'a workpaper without them is not what it should be'
[ "$(cat "$work/drawn")" = '600 2' ] || fail 'the seed does not draw two of them'
for folder in "$work/without" "$audit"; do
	expect 0 "$BIN" audit evaluate "${in_frame[@]}" "$folder" --results "$folder/results.csv" --confidence 95 \
		--json "$folder/evaluation.json"
done
python3 - "$work/without" "$audit" <<'PYTHON' || fail 'what has no record does not move the limit'
import json, sys
def told(folder, name):
    for attribute in json.load(open(folder + "/evaluation.json"))["attributes"]:
        if attribute["name"] == name:
            [stratum] = attribute["strata"]
            return attribute, stratum, [limit["upperCount"] for limit in stratum["limits"]]
for name in "ABC":
    _, without, before = told(sys.argv[1], name)
    attribute, among, after = told(sys.argv[2], name)
    # One seed: the two are in the places of the last two that it would have drawn.
    assert among["deviations"] >= without["deviations"] + 1, (name, without, among)
    assert all(after[i] > before[i] for i in range(2)), (name, before, after)
    # Looked at because somebody pointed at them: told beside the sample, never projected.
    assert (attribute["targeted"], attribute["targetedDeviations"]) == (10, 10), attribute
PYTHON
ok 'deploys without a record can be drawn, deviate in every attribute, and move the limit'

cp -r "$audit" "$work/edited"
rm "$work"/edited/{sample,workpaper,auditor,reproduce,reasons,oscal}*
cp -r "$work/edited" "$work/risk"
expect 0 "$BIN" audit sample "${in_frame[@]}" "$work/risk" --n 60 --strata risk --seed 73105528140936627481 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)"
jq -e '.strata[0] | .name == "unrecorded" and .population == 15 and .size == 15' "$work/risk/sample.json" >/dev/null ||
	fail 'by risk, not all of them are looked at'
ok 'by risk all of them are looked at, beside the sample'

jq 'del(.unrecorded[0])' "$audit/reconciliation.json" >"$work/edited/reconciliation.json"
complains 4 'not what the population was listed with' "$BIN" audit sample "${in_frame[@]}" "$work/edited" --n 5 \
	--seed 73105528140936627481 --seed-time "$(date -u -d '1 minute' +%FT%TZ)"
ok 'a reconciliation that was edited after the seal is refused'
