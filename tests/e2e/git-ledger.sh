#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a ledger in git hold what is deployed: on origin, in the clone and at a URL; with many writers,
# kills at any time, a rewritten branch, and an inbox with two sequencers?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

ref=refs/heads/change-records
inbox=refs/changegate/inbox

# Policy with the ledger at $1, and further lines of `ledger:`.
write_git_policy() {
	write_policy | sed -e "s|^  store: .*|  store: \"$1\"|" \
		-e "s/^  staging: {}/&\n  s1: {}\n  s2: {}\n  s3: {}\n  s4: {}\n  s5: {}\n  s6: {}/"
	shift
	printf '%s\n' "$@"
}

# new_clone FOLDER PLACE LINES...: a repository whose origin is FOLDER.origin.
new_clone() {
	local folder=$1
	shift
	git init -q --bare -b main "$folder.origin"
	git -C "$folder.origin" config core.logAllRefUpdates always
	new_repository "$folder"
	write_git_policy "$@" >.changegate.yml
	git commit -qam 'PAY-1 ledger'
	git remote add origin "$folder.origin"
	git push -q origin main
	git remote set-head origin main
}

push_change() {
	reviewed_change "$1"
	git push -q origin main
}

# Each update of the branch continues the one before, and each commit has one parent.
assert_linear() {
	local where=$1
	[ -z "$(git -C "$where" rev-list --merges "$ref")" ] || fail 'there is a merge'
	[ "$(git -C "$where" rev-list --max-parents=0 "$ref" | wc -l)" -eq 1 ] || fail 'not one root'
	[ ! -f "$where/logs/$ref" ] || awk '
		NR > 1 && $1 != last { print "jump: " $0; bad = 1 } { last = $2 } END { exit bad }
	' "$where/logs/$ref" >"$work/out" || fail 'the branch jumped'
	git -C "$where" fsck --strict --no-dangling >"$work/out" 2>&1 || fail 'fsck'
}

records_are() {
	expect 0 "$BIN" verify --reperform
	grep -q "^$1 of $1 records verified" "$work/out" || fail "not $1 records"
}

# ---- on origin --------------------------------------------------------------------------------------

new_clone "$work/payments" "git:$ref"
expect 0 "$BIN" deploy --env staging --baseline
expect 0 "$BIN" deploy --env production --baseline
push_change PAY-2
expect 1 "$BIN" deploy --env production
expect 0 "$BIN" deploy --env staging --output json="$work/allowed.json" \
	--output receipt="$work/receipt"
expect 0 "$BIN" outcome "$(record_of "$work/allowed.json")" --result succeeded
expect 0 "$BIN" deploy --env production
records_are 11
grep -q 'append-only: NOT PROVEN' "$work/out" || fail 'says nothing of append-only'
assert_linear "$work/payments.origin"
[ "$(git -C "$work/payments.origin" rev-list --count "$ref")" -eq 11 ] || fail 'not a commit each'
! git rev-parse -q --verify "$ref" >/dev/null || fail 'the branch is in the clone'
[ -z "$(git status --porcelain)" ] || fail 'something is in the work tree'
ok 'a ledger on origin: deploys, an outcome, verify'

git show main:.changegate/trust.json >"$work/trust.json"
for place in "git:$ref" "git+$work/payments.origin#$ref" "git+file://$work/payments.origin#$ref"; do
	expect 0 "$BIN" verify --trust "$work/trust.json" "$place"
	grep -q '^11 of 11 records verified' "$work/out" || fail "$place: not 11 records"
done
(cd / && expect 0 "$BIN" verify --trust "$work/trust.json" "git+$work/payments.origin#$ref")
expect 4 "$BIN" verify --trust "$work/trust.json" "git:refs/heads/none"
complains 2 'full name of a branch' "$BIN" verify --trust "$work/trust.json" git:main
git clone -q "$work/payments.origin" "$work/second"
(cd "$work/second" && write_junit && records_are 11)
ok 'verify by name, by URL, and from another clone'

# What the clone says of URLs does not count.
git config "url.$work/elsewhere.insteadOf" "$work/payments.origin"
expect 0 "$BIN" deploy --env staging
git config --unset "url.$work/elsewhere.insteadOf"
ok 'insteadOf of the clone has no effect'

# `local/e2e` names no host, so none may confirm; and a path says nothing of where it leads.
for url in https://example.org/local/e2e git@local:e2e ssh://git@example.org/local/e2e; do
	git config remote.origin.url "$url"
	complains 2 "LEDGER-ORIGIN: the clone's origin is [a-z./0-9]+/e2e, the policy's repository is local/e2e\$" \
		"$BIN" deploy --env staging
	complains 2 LEDGER-ORIGIN "$BIN" verify
done
git config remote.origin.url "file://$work/payments.origin"
expect 0 "$BIN" verify
git config remote.origin.url ../payments.origin
expect 0 "$BIN" verify
git config remote.origin.url "$work/payments.origin"
ok 'an origin on a host that the policy does not name is refused'

# ---- somebody rewrites ------------------------------------------------------------------------------

tip=$(git -C "$work/payments.origin" rev-parse "$ref")
git -C "$work/payments.origin" update-ref "$ref" "$tip~2"
complains 4 'branch was rewritten' "$BIN" deploy --env staging
complains 4 'branch was rewritten' "$BIN" verify
git -C "$work/payments.origin" update-ref -d "$ref"
complains 4 'branch was rewritten' "$BIN" deploy --env staging
git -C "$work/payments.origin" update-ref "$ref" "$tip"
expect 0 "$BIN" deploy --env staging
ok 'a rewritten branch stops the gate, until it is put back'

# ---- many at once -----------------------------------------------------------------------------------

for i in 1 2 3 4 5 6; do
	expect 0 "$BIN" deploy --env "s$i" --baseline
done
for i in 1 2 3 4 5 6; do
	git clone -q "$work/payments.origin" "$work/clone-$i"
	(cd "$work/clone-$i" && write_junit)
done
deploy_six() {
	local processes=() i
	for i in 1 2 3 4 5 6; do
		(cd "$1$i" 2>/dev/null || cd "$1" && exec "$BIN" deploy --env "s$i" >"$work/out-$i" 2>&1) &
		processes+=("$!")
	done
	for i in 1 2 3 4 5 6; do
		wait "${processes[$((i - 1))]}" || { cp "$work/out-$i" "$work/out" && fail "deploy $i of 6"; }
	done
}
before=$(git -C "$work/payments.origin" rev-list --count "$ref")
deploy_six "$work/clone-"
deploy_six "$work/payments"
[ "$(git -C "$work/payments.origin" rev-list --count "$ref")" -eq $((before + 24)) ] ||
	fail 'not 24 commits'
records_are "$((before + 24))"
assert_linear "$work/payments.origin"
ok 'six at once, from six clones and from one: all land'

# ---- kills ------------------------------------------------------------------------------------------

for i in $(seq 1 25); do
	"$BIN" deploy --env staging >/dev/null 2>&1 &
	process=$!
	sleep "0.0$((i % 10))$((RANDOM % 10))"
	{ kill -9 "$process" && wait "$process"; } 2>/dev/null || true
	expect 0 "$BIN" deploy --env staging
done
expect 0 "$BIN" verify --reperform
assert_linear "$work/payments.origin"
ok 'kills at any time: the next append succeeds'

# At every step of one deploy: the calls that change the clone's own data or the origin.
build_preload kill_at
mkdir "$work/kills"
new_clone "$work/kills/payments" "git:$ref"
expect 0 "$BIN" deploy --env staging --baseline
push_change PAY-2
kill_one() { # at after
	status=0
	(exec env LD_PRELOAD="$tools/kill_at.so" KILL_AT_FOLDER="$work/kills" KILL_AT="$1" \
		KILL_AT_AFTER="$2" KILL_AT_COUNT="$work/count" "$BIN" deploy --env staging) \
		>"$work/out" 2>"$work/err" || status=$?
}
kill_one 0 0
[ "$status" -eq 0 ] || fail "a deploy under observation: status $status"
total=$(cat "$work/count")
[ "$total" -ge 50 ] || fail "only $total calls were seen"
# A log entry is written before its ref: after a kill it may tell of what did not happen.
git -C "$work/kills/payments.origin" config core.logAllRefUpdates false
rm -rf "$work/kills/payments.origin/logs"
for at in $(seq 1 3 "$total"); do
	before=$(git -C "$work/kills/payments.origin" rev-parse "$ref")
	kill_one "$at" $((at % 2)) 2>/dev/null
	expect 0 "$BIN" deploy --env staging
	git -C "$work/kills/payments.origin" merge-base --is-ancestor "$before" "$ref" ||
		fail "call $at: what was recorded is gone"
done
expect 0 "$BIN" verify --reperform
assert_linear "$work/kills/payments.origin"
ok "kills at every third of $total calls: the next append succeeds"

# ---- in the clone -----------------------------------------------------------------------------------

new_clone "$work/local" "git:local:$ref"
expect 0 "$BIN" deploy --env staging --baseline
push_change PAY-2
expect 0 "$BIN" deploy --env staging
for i in $(seq 1 10); do
	"$BIN" deploy --env staging >/dev/null 2>&1 &
	process=$!
	sleep "0.0$((i % 5))$((RANDOM % 10))"
	{ kill -9 "$process" && wait "$process"; } 2>/dev/null || true
	expect 0 "$BIN" deploy --env staging
done
expect 0 "$BIN" verify --reperform
expect 0 "$BIN" verify --trust .changegate/trust.json "git:local:$ref"
assert_linear "$work/local"
! git -C "$work/local.origin" rev-parse -q --verify "$ref" >/dev/null || fail 'it was pushed'
ok 'a ledger in the clone itself'

# ---- inbox ------------------------------------------------------------------------------------------

new_clone "$work/inbox" "git:$ref" '  mode: inbox' '  wait: 30s'
sequencers=()
stop_sequencers() {
	[ "${#sequencers[@]}" -eq 0 ] || kill "${sequencers[@]}" 2>/dev/null || true
	sequencers=()
}
before_leaving+=(stop_sequencers)
unused_checkpoint_key=$CHANGEGATE_CHECKPOINT_KEY_FILE
start_sequencers() {
	local i
	for i in 1 2; do
		git clone -q "$work/inbox.origin" "$work/sequencer-$i" 2>/dev/null || true
		CHANGEGATE_CHECKPOINT_KEY_FILE=$unused_checkpoint_key \
			"$BIN" ledger sequence --watch 1 --repository "$work/sequencer-$i" \
			>>"$work/sequencer-$i.out" 2>&1 &
		sequencers+=("$!")
	done
}
start_sequencers
# Pipelines do not have the key that signs checkpoints.
unset CHANGEGATE_CHECKPOINT_KEY_FILE
for i in 1 2 3 4 5 6; do
	"$BIN" deploy --env "s$i" --baseline >"$work/out-$i" 2>&1 &
	processes[i]=$!
done
for i in 1 2 3 4 5 6; do
	wait "${processes[$i]}" || { cp "$work/out-$i" "$work/out" && fail "baseline $i of 6"; }
done
push_change PAY-2
for i in 1 2 3 4 5 6; do
	git clone -q "$work/inbox.origin" "$work/writer-$i"
	(cd "$work/writer-$i" && write_junit)
done
deploy_six "$work/writer-"
records_are 24
assert_linear "$work/inbox.origin"
stop_sequencers
[ -z "$(git -C "$work/inbox.origin" for-each-ref "$inbox" refs/changegate/refused)" ] ||
	fail 'something is left in the inbox'
ok 'six writers, two sequencers: all land, nothing forks'

# Nobody sequences.
sed -i 's/wait: 30s/wait: 2s/' .changegate.yml
as Alice
git checkout -qb feature
git commit -qam 'PAY-3 wait less'
git checkout -q main
as Bob
git merge -q --no-ff -m 'Merge PAY-3' -m 'Refs: PAY-3
Reviewed-by: Bob <bob@example.org>' feature
as Alice
git push -q origin main
complains 4 'INBOX-WAITING' "$BIN" deploy --env s1
[ "$(git -C "$work/inbox.origin" for-each-ref "$inbox" | wc -l)" -eq 1 ] || fail 'nothing waits'
export CHANGEGATE_CHECKPOINT_KEY_FILE=$unused_checkpoint_key
expect 0 "$BIN" ledger sequence --once
grep -q '^appended 1, ' "$work/out" || fail 'the attempt was not appended'
expect 0 "$BIN" ledger sequence
[ ! -s "$work/out" ] || fail 'there was something left'
records_are 25
ok 'without a sequencer: status 4, and nothing is lost'

# What does not fit is kept for a person.
hand_in() {
	local blob tree commit
	blob=$(git -C "$work/inbox.origin" hash-object -w "$1")
	tree=$(printf '100644 blob %s\tenvelope.json\n' "$blob" | git -C "$work/inbox.origin" mktree)
	commit=$(git -C "$work/inbox.origin" commit-tree "$tree" -m x)
	git -C "$work/inbox.origin" update-ref \
		"$inbox/00/$(sha256sum <"$1" | cut -c 1-64)" "$commit"
}
echo '{}' >"$work/nothing.json"
hand_in "$work/nothing.json"
expect 4 "$BIN" ledger sequence
grep -q '^refused 00/.*REC-FORM' "$work/out" || fail 'it does not say why it refused'
[ "$(git -C "$work/inbox.origin" for-each-ref refs/changegate/refused | wc -l)" -eq 1 ] ||
	fail 'it is lost'
expect 0 "$BIN" ledger sequence
ok 'what is refused is kept, with a reason'

# A signed record handed in again is there already; `ledger append` hands in.
envelope=$(git -C "$work/inbox.origin" ls-tree -r --name-only "$ref" records/ | head -n 1)
git -C "$work/inbox.origin" show "$ref:$envelope" >"$work/envelope.json"
unset CHANGEGATE_CHECKPOINT_KEY_FILE
expect 0 "$BIN" ledger append "$work/envelope.json"
grep -q ': handed in$' "$work/out" || fail 'not handed in'
expect 0 "$BIN" ledger append "$work/envelope.json"
export CHANGEGATE_CHECKPOINT_KEY_FILE=$unused_checkpoint_key
expect 0 "$BIN" ledger sequence
grep -q '^appended 0, already there 1, waiting 0, refused 0$' "$work/out" || fail 'not seen as a double'
records_are 25
ok 'a record handed in twice is in the ledger once'

# An outcome is handed in, and nobody waits for it.
unset CHANGEGATE_CHECKPOINT_KEY_FILE
for id in $(git -C "$work/inbox.origin" ls-tree -r --name-only "$ref" records/ | sed 's#.*/##; s/\.json$//'); do
	! "$BIN" outcome "$id" --result succeeded >"$work/out" 2>"$work/err" || break
done
grep -q '^handed in: ' "$work/out" || fail 'the outcome was not handed in'
export CHANGEGATE_CHECKPOINT_KEY_FILE=$unused_checkpoint_key
expect 0 "$BIN" ledger sequence
grep -q '^appended 1, ' "$work/out" || fail 'the outcome was not appended'
records_are 26
ok 'an outcome is handed in without waiting'

# Sequencers that die at any time.
for i in $(seq 1 10); do
	"$BIN" deploy --env s1 >/dev/null 2>&1 &
	process=$!
	for _ in 1 2 3; do
		"$BIN" ledger sequence >/dev/null 2>&1 &
		sequencer=$!
		sleep "0.0$((RANDOM % 100))"
		{ kill -9 "$sequencer" && wait "$sequencer"; } 2>/dev/null || true
	done
	wait "$process" || true
done
# What a deploy that gave up had handed in may have lost its place to the next one.
run "$BIN" ledger sequence
[ "$status" -eq 0 ] || grep -q '^refused .*CHAIN-STALE' "$work/out" || fail 'sequencing'
expect 0 "$BIN" ledger sequence
expect 0 "$BIN" verify --reperform
assert_linear "$work/inbox.origin"
ok 'sequencers that are killed lose nothing'
