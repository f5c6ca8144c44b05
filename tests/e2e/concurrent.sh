#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do sixteen deploys at once, eight of one key and eight of others, all land in linear chains?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

others=(e1 e2 e3 e4)
new_repository "$work/repository"
for name in "${others[@]}"; do
	sed -i "s/^  staging: {}/&\n  $name: {}/" .changegate.yml
done
git commit -qam 'PAY-1 environments'
for name in staging "${others[@]}"; do
	expect 0 "$BIN" deploy --env "$name" --baseline
done
reviewed_change PAY-2

processes=()
for i in $(seq 1 16); do
	environment=staging
	[ "$i" -gt 8 ] && environment=${others[$((i % 4))]}
	"$BIN" deploy --env "$environment" --output "envelope=$work/envelope-$i" \
		>"$work/out-$i" 2>&1 &
	processes+=("$!")
done
for i in $(seq 1 16); do
	status=0
	wait "${processes[$((i - 1))]}" || status=$?
	[ "$status" -eq 0 ] || {
		cp "$work/out-$i" "$work/out"
		fail "deploy $i of 16 at once: status $status"
	}
done
ok 'sixteen deploys at once, all allowed'

expect 0 "$BIN" verify --reperform
grep -q '^42 of 42 records verified, in 5 chains:' "$work/out" || fail 'not 42 records in 5 chains'
ok 'verify: whole'

# Each record's key, sequence, predecessor and own digest, out of the envelopes.
for file in "$ledger"/records/*/*/*.json; do
	grep -o '"payload":"[^"]*"' "$file" | cut -d '"' -f 4 | base64 -d >"$work/payload"
	chain=$(sed 's/"inPlace":{[^}]*},*//' "$work/payload" | grep -o '"chain":{[^{}]*}')
	printf '%s %s %s %s\n' \
		"$(grep -o '"environment":"[^"]*","repository"' "$work/payload" | tail -n 1 | cut -d '"' -f 4)" \
		"$(grep -oE '"sequence":[0-9]+' <<<"$chain" | cut -d : -f 2)" \
		"$(grep -o '"previousRecord":"[^"]*"' <<<"$chain" | cut -d '"' -f 4 || true)" \
		"$(sha256sum <"$work/payload" | cut -c 1-64)"
done | sort -k1,1 -k2,2n >"$work/chains"
awk '
	{ previous = NF == 4 ? $3 : "" }
	$1 != key { key = $1; expected = 0; last = "" }
	$2 != expected { print "gap: " $0; bad = 1 }
	previous != last { print "broken link: " $0; bad = 1 }
	{ expected++; last = $NF; count[key]++ }
	END { for (key in count) print key, count[key]; exit bad }
' "$work/chains" >"$work/out" || fail 'a chain is not linear'
grep -qx 'staging 18' "$work/out" || fail 'not 18 records of staging'
[ "$(wc -l <"$work/out")" -eq 5 ] || fail 'not five chains'
ok 'each chain is linear and without gaps'
