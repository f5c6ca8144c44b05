#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does `kill -9` at any write, fsync, rename, link or unlink of a deploy leave a whole ledger that lost
# nothing, and can the next deploy go on?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_preload kill_at

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
reviewed_change PAY-2
git show main:.changegate/trust.json >"$work/trust.json"
cp -a "$ledger" "$work/kept"

# The $1-th call is the last; status 137 if it came to that.
deploy_killed() {
	local at=$1 after=$2
	status=0
	(
		exec env LD_PRELOAD="$tools/kill_at.so" KILL_AT_FOLDER="$PWD/$ledger" \
			KILL_AT="$at" KILL_AT_AFTER="$after" KILL_AT_COUNT="$work/count" \
			"$BIN" deploy --env staging --output receipt="$work/receipt"
	) >"$work/out" 2>"$work/err" || status=$?
}

# Whole, and with all that was there at the checkpoint given.
verify_whole() {
	expect 0 "$BIN" verify --reperform --trust "$work/trust.json" --checkpoint "$1" \
		--require-anchor "dir:$PWD/$ledger"
}

size_of() {
	sed -n 2p "$1/checkpoint"
}

deploy_killed 0 0
[ "$status" -eq 0 ] || fail "a deploy under observation: status $status"
total=$(cat "$work/count")
[ "$total" -ge 10 ] || fail "only $total calls were seen"
ok "an undisturbed deploy changes the ledger in $total calls"

for after in 0 1; do
	for at in $(seq 1 "$total"); do
		rm -rf "$ledger" && cp -a "$work/kept" "$ledger"
		deploy_killed "$at" "$after" 2>/dev/null
		[ "$status" -eq 137 ] || fail "call $at: status $status instead of a kill"
		verify_whole "$work/kept/checkpoint"
		cp "$ledger/checkpoint" "$work/checkpoint"
		killed_at=$(size_of "$ledger")
		expect 0 "$BIN" deploy --env staging
		verify_whole "$work/checkpoint"
		[ "$(size_of "$ledger")" -eq $((killed_at + 2)) ] || fail "call $at: the sizes do not fit"
	done
done
ok "$((2 * total)) kills: the ledger is whole each time, and the next deploy succeeds"

# Without starting afresh: what was acknowledged stays, whatever dies in between.
rm -rf "$ledger" && cp -a "$work/kept" "$ledger"
: >"$work/acknowledged"
for at in $(seq 1 "$total"); do
	deploy_killed "$at" $((at % 2)) 2>/dev/null
	expect 0 "$BIN" deploy --env staging --output json="$work/result.json"
	record_of "$work/result.json" >>"$work/acknowledged"
done
verify_whole "$work/kept/checkpoint"
while read -r record; do
	grep -raq "$record" "$ledger/tile/entries" || fail "$record was acknowledged and is lost"
	expect 0 "$BIN" verify --trust "$work/trust.json" "$ledger"/records/*/*/"$record.json"
done <"$work/acknowledged"
ok "$(wc -l <"$work/acknowledged") acknowledged records among $total kills, none lost"
