#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does `verify` find one flipped bit in any file of a ledger, with the trust root given from outside?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_tool flip_bits
new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline --output text="$work/text" \
	--output json="$work/result.json"
expect 0 "$BIN" outcome "$(record_of "$work/result.json")" --result succeeded
git show main:.changegate/trust.json >"$work/trust.json"

"$tools/flip_bits" "$ledger" "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger" \
	>"$work/out" 2>"$work/err" || fail 'a flipped bit was not found'
ok "$(tail -n 1 "$work/out")"

# What is cut off or gone is found as well.
cp -a "$ledger" "$work/whole"
while IFS= read -r file; do
	for damage in 'truncate -s -1' 'truncate -s 0' 'truncate -s +1' rm; do
		$damage "$ledger/$file"
		expect 4 "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger"
		cp -a "$work/whole/$file" "$ledger/$file"
	done
done < <(cd "$ledger" && find . -type f -size +0)
ok 'files that are shorter, longer or gone are found'

# The bits of the trust root: another key, origin or form is not the trust that was given.
cp "$work/trust.json" "$work/other.json"
for at in $(seq 0 7 "$(($(wc -c <"$work/trust.json") - 1))"); do
	cp "$work/trust.json" "$work/other.json"
	byte=$(od -An -tu1 -j "$at" -N 1 "$work/trust.json")
	# shellcheck disable=SC2059 # the format is the byte
	printf "\\$(printf '%03o' $((byte ^ 2)))" |
		dd of="$work/other.json" bs=1 seek="$at" conv=notrunc status=none
	run "$BIN" verify --trust "$work/other.json" "dir:$PWD/$ledger"
	[ "$status" -eq 4 ] || {
		cmp "$work/trust.json" "$work/other.json" || true
		fail "a trust root with a changed byte $at: status $status"
	}
done
ok 'a trust root with a changed byte trusts nothing'
