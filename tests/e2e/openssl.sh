#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the three lines of openssl in docs/record-format.md verify a record, and refuse a changed one?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

# The commands between ``` lines of the section about openssl: first the key, then the three lines.
section() {
	sed -n '/^## Verify one record with openssl/,/^## /p' "$project/docs/record-format.md" |
		awk '/^```/ { inside = !inside; block += inside; next } inside && block == '"$1"
}

[ "$(section 1 | wc -l)" -eq 1 ] || fail 'the document has not one line for the key'
[ "$(section 2 | wc -l)" -eq 3 ] || fail 'the document has not three lines for the record'
section 1 >"$work/key.sh"
section 2 >"$work/verify.sh"

new_sample "$work/repository"
mkdir "$work/by-hand"
git show main:.changegate/trust.json >"$work/by-hand/trust.json"
cp -a "$ledger/records" "$work/records"
cd "$work/by-hand"
sh -e "$work/key.sh"

count=0
while IFS= read -r RECORD; do
	export RECORD
	expect 0 sh -e "$work/verify.sh"
	grep -qx 'Verified OK' "$work/out" || fail 'not verified'
	count=$((count + 1))
	name=$(basename "$RECORD" .json)
	grep -q "\"recordId\":\"$name\"" payload || fail 'the payload is not the record'

	# One character of the payload.
	place=$((100 + $(wc -c <payload) * 2 / 3))
	other=A
	[ "$(tail -c "+$place" "$RECORD" | head -c 1)" = A ] && other=B
	{
		head -c $((place - 1)) "$RECORD"
		printf '%s' "$other"
		tail -c "+$((place + 1))" "$RECORD"
	} >"$work/changed.json"
	cmp -s "$RECORD" "$work/changed.json" && fail 'nothing was changed'
	RECORD=$work/changed.json
	run sh "$work/verify.sh"
	if [ "$status" -eq 0 ] || grep -q 'Verified OK' "$work/out"; then
		fail 'a changed payload is verified'
	fi
done < <(find "$work/records" -name '*.json')
[ "$count" -ge 6 ] || fail 'too few records'
ok "openssl alone verifies $count records and refuses them changed"
