#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Whoever holds both keys and may force the branch writes the whole ledger anew: is that found with a
# kept checkpoint, and does verify say what it cannot know without one?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

ref=refs/heads/change-records

git init -q --bare -b main "$work/origin"
new_repository "$work/payments"
write_policy | sed "s|^  store: .*|  store: \"git:$ref\"|" >.changegate.yml
git commit -qam 'PAY-1 ledger'
git remote add origin "$work/origin"
git push -q origin main
git remote set-head origin main
expect 0 "$BIN" deploy --env staging --baseline
reviewed_change PAY-2
git push -q origin main
expect 0 "$BIN" deploy --env staging
change evil 'PAY-3 nobody looked'
git push -q origin main
expect 1 "$BIN" deploy --env staging
git -C "$work/origin" show "$ref:checkpoint" >"$work/kept"
expect 0 "$BIN" verify --checkpoint "$work/kept"
grep -q 'proven by the checkpoint given' "$work/out" || fail 'not proven'
ok 'the honest ledger continues the checkpoint that was kept'

# The same keys, the same branch, a history without the refusal: as good as any, by itself.
git -C "$work/origin" update-ref -d "$ref"
git clone -q "$work/origin" "$work/forger"
cd "$work/forger"
write_junit
expect 0 "$BIN" deploy --env staging --baseline
cd "$work"
git clone -q "$work/origin" "$work/auditor"
cd "$work/auditor"
expect 0 "$BIN" verify
grep -q 'append-only: NOT PROVEN' "$work/out" || fail 'says nothing of append-only'
ok 'without a checkpoint the forged ledger looks intact, and verify says that this is not proven'

expect 4 "$BIN" verify --checkpoint "$work/kept"
ok 'with the checkpoint that was kept it is found'

cd "$work/payments"
expect 4 "$BIN" deploy --env staging
grep -qi 'rewritten' "$work/err" || fail 'does not say that the branch was rewritten'
ok 'nor does a clone that saw the ledger go on with another one'
