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

# ---- a ledger of somebody else's ----------------------------------------------------------------------

# Whoever may push to main names a ledger of their own there, and trusts their own keys beside ours.
pipeline=$work/payments/.git/changegate
git clone -q "$work/origin" "$work/thief"
git init -q "$work/own"
"$BIN" keygen --repository "$work/own" --origin local/e2e >/dev/null
cd "$work/thief"
write_junit
jq -s '.[0].keys += .[1].keys | .[0]' .changegate/trust.json "$work/own/.changegate/trust.json" \
	>"$work/trust.json"
cp "$work/trust.json" .changegate/trust.json
sed -i 's|change-records|mine|' .changegate.yml
git commit -qam 'quick fix'
git push -q origin main
use_keys "$work/own/.git/changegate"
expect 0 "$BIN" deploy --env staging --baseline
change evil 'quick fix'
git push -q origin main
mine=$(git -C "$work/origin" rev-parse refs/heads/mine)

git clone -q "$work/origin" "$work/job"
cd "$work/job"
write_junit
use_keys "$pipeline"
complains 4 'LEDGER-OTHER-KEY: the checkpoint is signed by SHA256:' "$BIN" deploy --env staging
complains 4 'LEDGER-OTHER-KEY' "$BIN" deploy --env production --baseline
expect 0 "$BIN" collect --env staging --output "$work/evidence"
complains 4 'LEDGER-OTHER-KEY' "$BIN" seal --env staging "$work/evidence"
[ "$(git -C "$work/origin" rev-parse refs/heads/mine)" = "$mine" ] || fail 'something was appended'
ok 'a ledger that our key did not sign is neither asked nor continued'

fingerprint=$(jq -r '.keys[] | select(.usage == "checkpoint") | .fingerprint' \
	"$work/own/.changegate/trust.json")
for wrong in '' "$fingerprint," "${fingerprint%?}" 'SHA256:*'; do
	complains 2 'CHANGEGATE_CHECKPOINT_FINGERPRINT' \
		env CHANGEGATE_CHECKPOINT_FINGERPRINT="$wrong" "$BIN" deploy --env staging
done
export CHANGEGATE_CHECKPOINT_FINGERPRINT=SHA256:0000000000000000000000000000000000000000000
complains 4 'LEDGER-OTHER-KEY' "$BIN" deploy --env staging
export CHANGEGATE_CHECKPOINT_FINGERPRINT="$CHANGEGATE_CHECKPOINT_FINGERPRINT, $fingerprint"
expect 1 "$BIN" deploy --env staging
ok 'unless the pipeline itself names the key'

# With an inbox a pipeline has no checkpoint key: only the variable tells.
cd "$work/thief"
echo '  mode: inbox' >>.changegate.yml
git commit -qam 'inbox'
git push -q origin main
git -C "$work/job" pull -q
cd "$work/job"
export CHANGEGATE_CHECKPOINT_FINGERPRINT=SHA256:0000000000000000000000000000000000000000000
complains 4 'LEDGER-OTHER-KEY' "$BIN" deploy --env staging
unset CHANGEGATE_CHECKPOINT_FINGERPRINT
ok 'nor does a pipeline hand anything in where another key signed'
