#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does `verify` notice a log that was put back to an older state, as long as one newer record is left?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_repository "$work/repository"
git show main:.changegate/trust.json >"$work/trust.json"
expect 0 "$BIN" deploy --env staging --baseline
cp -a "$ledger" "$work/older"
reviewed_change PAY-2
expect 0 "$BIN" deploy --env staging
cp -a "$ledger" "$work/newer"

# Checkpoint and tiles as they were, all records that there ever were.
put_back() {
	rm -rf "$ledger"
	cp -a "$work/older" "$ledger"
	cp -an "$work/newer/records" "$ledger/"
}

expect 0 "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger"
ok 'the newer log verifies'

put_back
expect 4 "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger"
grep -q '^FAIL  LEDGER-ROLLED-BACK  records/' "$work/out" || fail 'nothing says LEDGER-ROLLED-BACK'
ok 'the older log with the newer records does not'

expect 0 "$BIN" deploy --env staging
expect 4 "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger"
grep -q '^FAIL  LEDGER-ROLLED-BACK  records/' "$work/out" || fail 'a deploy covers it up'
ok 'nor once another deploy went on from there'

rm -rf "$ledger"
cp -a "$work/older" "$ledger"
expect 0 "$BIN" verify --trust "$work/trust.json" "dir:$PWD/$ledger"
ok 'without the newer records only a kept checkpoint would tell'
