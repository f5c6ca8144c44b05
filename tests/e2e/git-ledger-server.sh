#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do sixteen processes share one ledger on a git server that takes 100 ms for each request, and how many
# records are handed in each second?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

gate=$BUILD/changegate-test
ref=refs/heads/change-records
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the server's input: ends with this script
mkdir "$work/root"
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy

"$project/tests/fake/git-server" --root "$work/root" --latency 100 --token sesame-4711 \
	--log "$work/server.log" <&"$hold" >"$work/port" 2>"$work/server.err" &
before_leaving+=("kill $!")
until [ -s "$work/port" ]; do sleep 0.02; done
server="git+http://127.0.0.1:$(<"$work/port")"
export CHANGEGATE_LEDGER_TOKEN=sesame-4711

new_ledger() {
	ledger=$work/root/$1.git
	place="$server/$1.git#$ref"
	git init -q --bare "$ledger"
	git -C "$ledger" config core.logAllRefUpdates always
	git -C "$ledger" config http.receivepack true
	git -C "$ledger" config receive.denyNonFastForwards true
	git -C "$ledger" config receive.autogc false
}

# A policy with 80 environments.
write_server_policy() {
	local environments=
	for i in $(seq 1 80); do environments+="\n  e$i: {}"; done
	write_policy | sed -e "s|^  store: .*|  store: \"$1\"|" -e "s/^  staging: {}/&$environments/"
	shift
	printf '%s\n' "$@"
}

since() { # milliseconds
	echo $((($(date +%s%N) - $1) / 1000000))
}

new_ledger steps
new_repository "$work/main"
write_server_policy "$place" >.changegate.yml
git commit -qam 'PAY-1 ledger'
for i in $(seq 1 16); do
	git clone -q "$work/main" "$work/clone-$i"
	(cd "$work/clone-$i" && write_junit)
done
begun=$(date +%s%N)
for i in $(seq 1 16); do
	(cd "$work/clone-$i" && exec "$gate" deploy --env "e$i" --baseline >"$work/out-$i" 2>&1) &
	processes[i]=$!
done
for i in $(seq 1 16); do
	wait "${processes[$i]}" || { cp "$work/out-$i" "$work/out" && fail "deploy $i of 16"; }
done
took=$(since "$begun")
[ "$(git -C "$ledger" rev-list --count "$ref")" -eq 32 ] || fail 'not 32 records'
[ -z "$(git -C "$ledger" rev-list --merges "$ref")" ] || fail 'there is a merge'
awk 'NR > 1 && $1 != last { exit 1 } { last = $2 }' "$ledger/logs/$ref" || fail 'the branch jumped'
git -C "$ledger" fsck --strict --no-dangling >"$work/out" 2>&1 || fail 'fsck'
expect 0 "$gate" verify --reperform
grep -q '^32 of 32 records verified, in 16 chains' "$work/out" || fail 'not 32 records in 16 chains'
ok "sixteen processes, 100 ms a request: 32 appends in $took ms"

# ---- handing in -------------------------------------------------------------------------------------

# Signed records come from a ledger of its own; the first of a chain fit any other.
write_server_policy "git:local:$ref" >.changegate.yml
git commit -qam 'PAY-1 ledger in the clone'
expect 0 "$gate" deploy --env e1 --baseline
sleep 1.1 # the others rest on its policy, so it must be first when they are sorted by time
for i in $(seq 2 80); do
	expect 0 "$gate" deploy --env "e$i" --baseline
done
mkdir "$work/envelopes"
git archive "$ref" records | tar -x -C "$work/envelopes"
mapfile -t envelopes < <(find "$work/envelopes" -name '*.json' | sort)

new_ledger inbox
: >"$work/server.log"
write_server_policy "$place" '  mode: inbox' >.changegate.yml
git commit -qam 'PAY-1 inbox'
for i in $(seq 1 8); do
	git -C "$work/clone-$i" pull -q
done
checkpoint_key=$CHANGEGATE_CHECKPOINT_KEY_FILE
unset CHANGEGATE_CHECKPOINT_KEY_FILE
begun=$(date +%s%N)
for i in $(seq 1 8); do
	(
		cd "$work/clone-$i"
		for ((n = i - 1; n < ${#envelopes[@]}; n += 8)); do
			"$gate" ledger append "${envelopes[$n]}" || exit 1
		done
	) >"$work/out-$i" 2>&1 &
	processes[i]=$!
done
for i in $(seq 1 8); do
	wait "${processes[$i]}" || { cp "$work/out-$i" "$work/out" && fail "writer $i of 8"; }
done
took=$(since "$begun")
count=${#envelopes[@]}
[ "$(git -C "$ledger" for-each-ref refs/changegate/inbox | wc -l)" -eq "$count" ] || fail 'not all waits'
[ "$(grep -c '"POST"' "$work/server.log")" -eq "$count" ] || fail 'not one attempt each'
! grep -q upload-pack "$work/server.log" || fail 'handing in reads'
ok "eight writers, 100 ms a request: $count hand-ins in $took ms ($((count * 1000 / took)) each second)"

export CHANGEGATE_CHECKPOINT_KEY_FILE=$checkpoint_key
begun=$(date +%s%N)
expect 0 "$gate" ledger sequence
grep -q "^appended $count, " "$work/out" || fail 'not all were appended'
took=$(since "$begun")
[ "$(git -C "$ledger" rev-list --count "$ref")" -eq 1 ] || fail 'not one commit'
[ -z "$(git -C "$ledger" for-each-ref refs/changegate)" ] || fail 'something is left'
expect 0 "$gate" verify
ok "sequenced in $took ms, as one commit"
