#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How does a service live through a bad week? Deploys, an emergency at night by two people, its retro
# two days later, one that is overdue, a rollback, the way forward again, a freeze, a waiver that has
# run out, a ledger that is away, and another month; at the end all of it verifies and re-performs.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_preload shift_clock
day=86400
CLOCK_SHIFT=0
export CLOCK_SHIFT

gate() { # STATUS ARGUMENT...: changegate at the time that it is
	local wanted=$1
	shift
	expect "$wanted" env LD_PRELOAD="$tools/shift_clock.so" "$BIN" "$@"
}

later() { # DAYS
	CLOCK_SHIFT=$((CLOCK_SHIFT + $1 * day))
}

says() { # WORDS: on stdout
	grep -qF -- "$1" "$work/out" || fail "it does not say: $1"
}

key_of() { # NAME
	[ -e "$work/$1.key" ] || ssh-keygen -q -t ed25519 -N '' -C '' -f "$work/$1.key"
	echo "$work/$1.key"
}

signers() { # NAME...
	local name
	for name; do
		echo "${name,,}@example.org namespaces=\"git,changegate-emergency\"" \
			"$(cut -d ' ' -f 1,2 "$(key_of "$name").pub")"
	done
}

signed() { # NAME OPTION...: what changegate authorise prints, signed; adds to $options
	local name=$1 file=$work/$1.authorisation
	shift
	rm -f "$file" "$file.sig"
	gate 0 authorise --env production "$@"
	cp "$work/out" "$file"
	ssh-keygen -q -Y sign -n changegate-emergency -f "$(key_of "$name")" "$file" 2>"$work/err"
	options+=(--authorisation "$file")
}

approve_as() { # NAME COMMIT: afterwards, with a signed tag
	as "$1"
	git -c gpg.format=ssh -c user.signingkey="$(key_of "$1")" tag -s -m Reviewed \
		-m "Approves: $2" "review-of-${2:0:12}" "$2"
	as Alice
}

last_record() {
	record_of "$work/last.json"
}

deploy() { # STATUS ENVIRONMENT OPTION...
	local wanted=$1 environment=$2
	shift 2
	gate "$wanted" deploy --env "$environment" --output json="$work/last.json" "$@"
}

new_repository "$work/repository"
signers Alice Bob Carol >.changegate/allowed_signers
cat >>.changegate.yml <<'END'
allowed_signers: .changegate/allowed_signers
emergency:
  actors: [alice@example.org, bob@example.org, carol@example.org]
  ticket: { projects: [INC] }
  retro: { due: 2bd, block_when_overdue: true }
  budget: 1
rollback: { ticket: required }
END
git add .
git commit -qm 'PAY-1 emergencies'
# The week begins on a Monday, so that two business days are two days.
CLOCK_SHIFT=$(($(date -u -d 'next monday 12:00' +%s) - $(date +%s)))
deploy 0 staging --baseline
deploy 0 production --baseline

# ---- a deploy like any other ----

reviewed_change PAY-2
deploy 0 staging
deploy 0 production
says 'may be deployed to production'
ok 'a reviewed change passes both environments'

# ---- an emergency at night ----

as Alice
change file 'PAY-3 mend the payments'
deploy 1 production
says 'APPR-MISSING'
options=()
signed Alice --emergency INC-42 --reason 'payments are down'
deploy 1 production --emergency INC-42 --reason 'payments are down' "${options[@]}"
says 'EMER-SOLO'
signed Bob --emergency INC-42 --reason 'payments are down'
deploy 0 production --emergency INC-42 --reason 'payments are down' "${options[@]}"
says 'as an EMERGENCY, which is no pass'
emergency=$(last_record)
grep -q '"result":"emergency"' "$work/last.json" || fail 'the result is no emergency'
ok 'one person alone is refused, two go ahead, and that is no pass'

# ---- a deploy while its retro is not due ----

hotfix=$(git rev-parse HEAD)
gate 1 retro "$emergency"
says "Emergency $emergency is not settled yet."
later 1
approve_as Carol "$hotfix"
reviewed_change PAY-4
deploy 0 staging
deploy 0 production
says "emergency $emergency needs a retro since"
ok 'a retro is refused without a review; the next deploy is told what is unsettled'

# ---- the retro, two days later ----

later 1
git checkout -q --detach "$hotfix"
gate 5 retro "$emergency" --dry-run
gate 0 retro "$emergency" --output json="$work/retro.json"
says "Emergency $emergency is settled"
git checkout -q main
gate 0 explain "$emergency"
says ': emergency, emergency'
says 'INC-42 was typed; nobody asked whether it is open'
gate 0 explain "$(record_of "$work/retro.json")"
says ': retro, allowed'
git checkout -q --detach "$hotfix"
gate 1 retro "$emergency"
says 'RETRO-NOTHING-OPEN'
git checkout -q main
ok 'a retro settles what was reviewed, and is not owed twice'

# ---- one that nobody settles ----

as Alice
change file 'PAY-5 mend it again'
options=()
signed Alice --emergency INC-43 --reason 'again'
signed Carol --emergency INC-43 --reason 'again'
deploy 0 production --emergency INC-43 --reason 'again' "${options[@]}"
second=$(last_record)
broken=$(git rev-parse HEAD)
approve_as Bob "$broken"
later 4
reviewed_change PAY-6
deploy 0 staging
deploy 1 production
says 'EMER-OVERDUE'
says "changegate retro $second"
ok 'an overdue retro stops the next deploy'

# ---- back, and forward again ----

good=$(git log --format=%H --grep 'Merge PAY-4' main)
deploy 1 production --sha "$good"
says 'ROLLBACK-TICKET-MISSING'
deploy 0 production --sha "$good" --ticket INC-43
says 'This rollback may be deployed to production'
git checkout -q --detach "$broken"
gate 0 retro "$second"
says "it was due at"
git checkout -q main
deploy 0 production
ok 'a rollback is not stopped; a late retro opens the way forward'

# ---- a freeze, and a waiver that has run out ----

as Alice
git checkout -qb rules
sed -i 's/  production: { after: staging }/  production: { after: staging, freeze: [{ from: "2020-01-01T00:00", to: "2099-01-01T00:00", zone: UTC, reason: year end }] }/' \
	.changegate.yml
cat >>.changegate.yml <<'END'
waivers:
  - { control: tests, reason: "flaky", expires: 2026-01-01T00:00:00Z }
END
git commit -qam 'PAY-7 freeze'
git checkout -q main
as Bob
git merge -q --no-ff -m 'Merge PAY-7' -m 'Refs: PAY-7
Reviewed-by: Bob <bob@example.org>' rules
rm -r build
deploy 1 staging
says 'WAIVER-EXPIRED'
write_junit
deploy 0 staging
deploy 1 production
says 'ENV-FREEZE'
options=()
signed Bob --emergency INC-44 --reason 'taxes change'
signed Carol --emergency INC-44 --reason 'taxes change'
deploy 0 production --emergency INC-44 --reason 'taxes change' "${options[@]}"
third=$(last_record)
gate 0 retro "$third"
ok 'an expired waiver is said loudly; a freeze is broken by an emergency alone'

# ---- the ledger is away ----

reviewed_change PAY-8
mv "$ledger" "$work/away"
echo gone >"$ledger"
gate 4 deploy --env production
grep -qF -- "--env production --sha $(git rev-parse HEAD) --break-glass" "$work/err" ||
	fail 'the outage does not say how to go ahead'
options=()
signed Alice --reason 'the ledger is away'
gate 1 deploy --env production --break-glass --reason 'the ledger is away' --spool "$work/kept" \
	"${options[@]}"
signed Bob --reason 'the ledger is away'
gate 1 deploy --env production --break-glass --reason 'the ledger is away' --spool "$work/kept" \
	"${options[@]}"
says 'CHANGEGATE_BREAK_GLASS_KEYS'
CHANGEGATE_BREAK_GLASS_KEYS=$(for name in Alice Bob; do ssh-keygen -lf "$(key_of "$name").pub"; done |
	cut -d ' ' -f 2 | paste -sd ,)
export CHANGEGATE_BREAK_GLASS_KEYS
gate 0 deploy --env production --break-glass --reason 'the ledger is away' --spool "$work/kept" \
	"${options[@]}"
says 'EMER-BREAK-GLASS'
rm "$ledger"
mv "$work/away" "$ledger"
gate 0 ledger append "$work"/kept/*.break-glass.json
says ': emergency'
fourth=$(basename "$work"/kept/*.break-glass.json .break-glass.json)
gate 0 explain "$fourth"
says 'the glass was broken: ledger:'
gate 0 retro "$fourth"
ok 'two people break the glass; it is a record once the ledger is back'

# ---- another month, and its budget ----

another_emergency() { # INCIDENT
	as Alice
	change file "PAY-9 mend $1"
	options=()
	signed Alice --emergency "$1" --reason 'down again'
	signed Carol --emergency "$1" --reason 'down again'
	deploy 0 production --emergency "$1" --reason 'down again' "${options[@]}"
	approve_as Bob "$(git rev-parse HEAD)"
	gate 0 retro "$(last_record)"
	jq -r '.findings[].notes[]? | select(.code == "EMER-BUDGET") | .text' "$work/last.json" >"$work/out"
}
later 31
another_emergency INC-45
[ ! -s "$work/out" ] || fail 'the emergencies of another month are counted'
another_emergency INC-46
says 'it is emergency 2 of this service and environment in'
says 'and emergency.budget has 1'
ok 'an emergency beyond the budget of its month is noted'

# ---- the end of the week ----

git show main:.changegate/trust.json >"$work/trust.json"
gate 0 verify --reperform --trust "$work/trust.json" "dir:$PWD/$ledger"
gate 0 audit population --from 2020-01-01 --to 2099-12-31 --directory "$work/population"
[ "$(jq -c 'select(.change_type == "emergency" and .result == "emergency")' \
	"$work/population/population.jsonl" | wc -l)" -eq 6 ] || fail 'not six emergencies'
jq -r 'select(.change_type == "emergency") | "\(.record_id) \(.incident_id)"' \
	"$work/population/population.jsonl" >"$work/out"
says "$emergency INC-42"
gate 0 audit population --from 2020-01-01 --to 2099-12-31 --directory "$work/again"
says 'emergencies that went ahead: 6 of '
says 'EMER-RATE'
[ "$(jq -r --arg record "$emergency" 'select(.record_id == $record) | .post_approved_by' \
	"$work/population/population.jsonl")" != '' ] || fail 'nobody reviewed the emergency'
[ "$(jq -r 'select(.change_type == "normal") | .post_approved_by' \
	"$work/population/population.jsonl" | sort -u)" = '' ] || fail 'a deploy was reviewed afterwards'
jq -r .record_id "$work/population/population.jsonl" >"$work/records"
while read -r record; do
	gate 0 explain "$record"
	says "record $record: "
done <"$work/records"
ok 'all of it verifies, re-performs, is in the population, and can be explained'
