#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the gate work in three jobs, and does the one that signs refuse evidence that somebody changed?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_sample "$work/repository"
expect 0 "$BIN" deploy --env production
reviewed_change PAY-3
untouched=$work/untouched

# ---- collect, evaluate, seal: tokens, nothing, keys -----------------------------------------------------

without_keys() {
	env -u CHANGEGATE_RECORD_KEY_FILE -u CHANGEGATE_CHECKPOINT_KEY_FILE "$@"
}

expect 0 without_keys "$BIN" collect --env staging --output "$work/evidence"
(cd / && expect 0 env -i "$BIN" evaluate "$work/evidence")
complains 4 'CHANGEGATE_RECORD_KEY' without_keys "$BIN" seal --env staging "$work/evidence"
expect 0 "$BIN" seal --env staging "$work/evidence"
snapshot "$ledger" >"$untouched"
ok 'collect, evaluate and seal by three processes'

same() {
	snapshot "$ledger" >"$work/now"
	cmp -s "$untouched" "$work/now" || fail 'the ledger changed'
}

complains 4 'CHAIN-STALE' "$BIN" seal --env staging "$work/evidence"
same
ok 'the same evidence is not sealed twice'

# Evidence of a refusal and one of a permission, for the same commit.
change file 'quick fix'
expect 0 "$BIN" collect --env staging --output "$work/refused"
expect 1 "$BIN" evaluate "$work/refused"
git reset -q --hard HEAD~1
expect 0 "$BIN" collect --env production --output "$work/evidence"
expect 0 "$BIN" evaluate "$work/evidence"

# ---- facts that the ledger knows ---------------------------------------------------------------------

zeros=$(printf '%040d' 0)

# changed NAME SED...: evidence with one fact changed everywhere, still a document.
changed() {
	local name=$1
	shift
	sed -E "$@" "$work/evidence" >"$work/changed"
	cmp -s "$work/evidence" "$work/changed" && fail "$name: nothing was changed"
	run "$BIN" seal --env production "$work/changed"
	case $status in
	2 | 4) one_message . ;;
	*) fail "$name: sealed with status $status" ;;
	esac
	same
	ok "seal refuses evidence with another $name"
}

old=$(grep -o '"inPlace":{[^}]*}' "$work/evidence" | grep -o '"commit":"[0-9a-f]*"' | cut -d '"' -f 4)
changed 'commit in place' "s/(\"inPlace\":\\{[^}]*\"commit\":)\"$old\"/\\1\"$zeros\"/"
changed 'commit in place, everywhere' "s/$old/$(git rev-parse HEAD^2)/g"
changed 'time of the record in place' 's/("inPlace":\{[^}]*"time":)"20/\1"19/'
changed 'index of the record in place' 's/("inPlace":\{[^}]*"index":)/\19/'
changed 'promotion' 's/("passed":\{[^}]*"recordId":")./\1Z/'
changed 'time of promotion' 's/("passed":\{[^}]*"time":)"20/\1"19/'
changed 'promotion (none)' 's/,"passed":\{[^}]*\}//'
changed 'previous record' 's/("previousRecord":")[0-9a-f]{8}/\100000000/'
changed 'sequence' 's/("sequence":)([0-9]+)(\},"now"|,"size"|\})/\11\2\3/g'
changed 'previous policy' 's/("previous":\{"bytes":")[^"]*/\1{/'
changed 'source of the previous policy' 's/("previous":\{.*"kind":)"ref"/\1"file"/'
changed 'origin' 's/("origin":")local/\1lokal/'
changed 'root of the ledger' 's/("root":")[0-9a-f]{8}/\100000000/'
changed 'size of the ledger' -e 's/("sequence":[0-9]+,"size":)/\11/'
changed 'size of the ledger (none)' -e 's/("sequence":[0-9]+,"size":)[0-9]+/\10/' \
	-e "s/(\"root\":\")[0-9a-f]{64}/\\1$(printf '' | sha256sum | cut -c 1-64)/"
changed 'size of the ledger (one less)' \
	-e "s/(\"sequence\":[0-9]+,\"size\":)[0-9]+/\\1$(($(sed -n 2p "$ledger/checkpoint") - 1))/"
changed 'repository' 's#local/e2e#local/e2f#g'
changed 'environment' 's/("environment":")production/\1staging/'
changed 'policy' 's/("policy":\{"bytes":".{20})./\1x/'
changed 'form' 's/^\{/{ /'
changed 'approver' 's/("person":\{"id":")bob/\1eve/'
changed 'approval (none)' 's/"approvals":\[[^]]*\]/"approvals":[]/'
changed 'ticket' 's/("key":"PAY-)3"/\14"/'
changed 'author' 's/("author":\{"id":")alice/\1eve/'
changed 'subject' 's/("subject":")./\1X/'
changed 'branch' 's/("refs":\[\{"commit":")[0-9a-f]{8}/\100000000/'
changed 'year' 's/("now":\{"source":"system-clock","time":")20../\12031/'
changed 'hour' 's/("now":\{"source":"system-clock","time":")20../\12021/'
changed 'schema' 's#changegate.evidence/1#changegate.evidence/2#'

# ---- another policy, a chain that moved on ----------------------------------------------------------

sed -i 's#"build/junit/\*.xml"#&, min_tests: 2#' .changegate.yml
git commit -qam 'PAY-4 tighten'
complains 4 'CHAIN-STALE' "$BIN" seal --env production "$work/evidence"
same
ok 'seal refuses evidence of another policy'
git reset -q --hard HEAD~1
expect 0 "$BIN" deploy --env production
snapshot "$ledger" >"$untouched"
complains 4 'CHAIN-STALE' "$BIN" seal --env production "$work/evidence"
same
ok 'seal refuses evidence of a chain that moved on'
complains 4 'CHAIN-STALE' "$BIN" seal --env staging "$work/evidence"
same
ok 'seal refuses evidence of another environment than the one asked for'

expect 0 "$BIN" collect --env staging --output "$work/evidence"
expect 0 "$BIN" deploy --env production
expect 0 "$BIN" seal --env staging "$work/evidence"
ok 'another key may grow the ledger in between'
snapshot "$ledger" >"$untouched"

# Collected in a freeze, but dated before it: whoever collects could also have waited.
start=$(($(date +%s) / 60 * 60))
git checkout -qb freeze
clock() { # SECONDS
	date -u -d "@$1" +%Y-%m-%dT%H:%M
}
window="from: $(clock "$start"), to: $(clock "$((start + 7200))"), zone: UTC, reason: night"
sed -i "s|^  staging: {}|  staging: { freeze: [{ $window }] }|" .changegate.yml
git commit -qam 'PAY-6 freeze'
git checkout -q main
before=$(git rev-parse HEAD)
as Bob
git merge -q --no-ff -m 'Merge PAY-6' -m 'Refs: PAY-6
Reviewed-by: Bob <bob@example.org>' freeze
as Alice
expect 0 "$BIN" collect --env staging --output "$work/frozen"
expect 1 "$BIN" evaluate "$work/frozen"
sed -E "s/(\"now\":\{\"source\":\"system-clock\",\"time\":\")[^\"]*/\\1$(date -u -d "@$((start - 1))" \
	+%Y-%m-%dT%H:%M:%SZ)/" "$work/frozen" >"$work/thawed"
expect 0 "$BIN" evaluate "$work/thawed"
complains 4 'a freeze has begun' "$BIN" seal --env staging "$work/thawed"
same
expect 1 "$BIN" seal --env staging "$work/frozen"
git reset -q --hard "$before"
ok 'what was allowed before a freeze is not sealed in it, and what was refused is'

# ---- a ledger that cannot be written --------------------------------------------------------------------

# A deploy appends its attempt, then its record; the ledger fails in the second append.
build_preload fail_at
expect 0 "$BIN" deploy --env staging --artifact "sha256:$(printf '%064d' 1)"
reviewed_change PAY-5
cp -a "$ledger" "$work/kept"
with_failing 0 0 "$BIN" deploy --env staging >/dev/null
rm -rf "$ledger" && cp -a "$work/kept" "$ledger"
at=$(($(cat "$work/count") * 3 / 4))
rm -f "$work/envelope.json"
expect 4 with_failing "$at" 28 "$BIN" deploy --env staging --output "envelope=$work/envelope.json"
grep -q 'changegate ledger append' "$work/err" || fail 'nobody says what to do with the envelope'
[ -s "$work/envelope.json" ] || fail 'the envelope was not kept'
[ "$(sed -n 2p "$ledger/checkpoint")" -eq $(($(sed -n 2p "$work/kept/checkpoint") + 1)) ] ||
	fail 'the attempt is not in the ledger, or the record is'
ok 'the ledger is full: status 4, and the signed record is kept'
rm -rf "$work/kept" && cp -a "$ledger" "$work/kept"

expect 0 "$BIN" ledger append "$work/envelope.json"
grep -q 'appended as leaf' "$work/out" || fail 'it does not say that it appended'
snapshot "$ledger" >"$untouched"
expect 0 "$BIN" ledger append "$work/envelope.json"
grep -q ': already leaf' "$work/out" || fail 'it does not say that it was there already'
same
expect 0 "$BIN" verify --reperform
ok 'handed in later, it is appended once'

rm -rf "$ledger" && cp -a "$work/kept" "$ledger"
expect 0 "$BIN" deploy --env staging
snapshot "$ledger" >"$untouched"
complains 4 'CHAIN' "$BIN" ledger append "$work/envelope.json"
same
ok 'handed in when its chain moved on, it is refused'

sed 's/"sig":"\(.\)/"sig":"A/' "$work/envelope.json" >"$work/changed.json"
complains 4 . "$BIN" ledger append "$work/changed.json"
complains 2 . "$BIN" ledger append "$work/nothing.json"
same
ok 'changed or missing, it is refused'
