#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do sixteen processes share one ledger on a git server that takes 100 ms for each request, how many
# records are handed in each second, and who gets the token?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

gate=$BUILD/changegate-test
ref=refs/heads/change-records
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the server's input: ends with this script
mkdir "$work/root"
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy

# serve NAME OPTION...: sets the variable NAME to the port; the log is $work/NAME.log.
serve() {
	local name=$1
	shift
	: >"$work/$name.log"
	: >"$work/$name.port"
	"$project/tests/fake/git-server" --root "$work/root" --log "$work/$name.log" "$@" \
		<&"$hold" >"$work/$name.port" 2>"$work/$name.err" &
	before_leaving+=("kill $!")
	until [ -s "$work/$name.port" ]; do sleep 0.02; done
	printf -v "$name" %s "$(<"$work/$name.port")"
}

serve good --latency 100 --token sesame-4711
server="git+http://127.0.0.1:$good"
export CHANGEGATE_LEDGER_TOKEN=sesame-4711 CHANGEGATE_LEDGER_TOKEN_HOST=127.0.0.1:$good

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
: >"$work/good.log"
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
[ "$(grep -c '"POST"' "$work/good.log")" -eq "$count" ] || fail 'not one attempt each'
! grep -q upload-pack "$work/good.log" || fail 'handing in reads'
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

# ---- the token and the origin -------------------------------------------------------------------------

new_ledger pay
serve evil --token another
new_repository "$work/theft"

# in_force REPOSITORY PLACE: the policy at the tip of main, which nobody reviewed.
in_force() {
	write_server_policy "$2" '  origin: local/e2e' | sed "s|^repository: .*|repository: $1|" >.changegate.yml
	git commit -qam 'PAY-2 elsewhere'
	! git remote get-url origin >/dev/null 2>&1 || git update-ref refs/remotes/origin/main main
}

not_given() { # what names the host
	: >"$work/evil.log"
	complains 4 "no token was sent to '127.0.0.1:$evil'" "$gate" deploy --env staging --baseline
	jq -es 'length > 0 and all(.token == null and .proxyToken == null)' "$work/evil.log" >/dev/null ||
		fail "$1: the token was sent, or nothing was asked"
}

in_force "127.0.0.1/pay" "git+http://127.0.0.1:$evil/pay.git#$ref"
not_given 'a place that the policy names'
git remote add origin "http://127.0.0.1:$evil/pay.git"
git update-ref refs/remotes/origin/main main
git remote set-head origin main
in_force 127.0.0.1/pay "git:$ref"
not_given 'a repository that the policy names'
: >"$work/evil.log"
CHANGEGATE_LEDGER_TOKEN_HOST='' complains 2 'CHANGEGATE_LEDGER_TOKEN goes with CHANGEGATE_LEDGER_TOKEN_HOST' \
	"$gate" deploy --env staging --baseline
[ ! -s "$work/evil.log" ] || fail 'something was asked'
ok 'the policy does not say who gets the token'

git remote set-url origin "http://127.0.0.1:$good/pay.git"
git push -q "$ledger" main
expect 0 "$gate" deploy --env staging --baseline
jq -es 'any(.token != null)' "$work/good.log" >/dev/null || fail 'the right host got no token'
for other in "$ledger" "file://$ledger" ../root/pay.git; do
	git config remote.origin.url "$other"
	complains 2 "LEDGER-ORIGIN: the clone's origin is a path, the policy's repository is 127.0.0.1/pay" \
		"$gate" deploy --env staging
done
: >"$work/good.log"
git config remote.origin.url "http://127.0.0.1:$good/steps.git"
complains 2 "LEDGER-ORIGIN: the clone's origin is 127.0.0.1:$good/steps, the" "$gate" deploy --env staging
git config remote.origin.url "http://localhost:$good/pay.git"
complains 2 "LEDGER-ORIGIN: the clone's origin is localhost:$good/pay, the" "$gate" deploy --env staging
git config --unset remote.origin.url
complains 2 "LEDGER-ORIGIN: the clone's origin is missing" "$gate" deploy --env staging
[ ! -s "$work/good.log" ] || fail 'something was asked'
git config remote.origin.url "http://127.0.0.1:$good/Pay.git/"
run "$gate" verify
! grep -q LEDGER-ORIGIN "$work/err" || fail 'the origin is not recognised'
ok 'the origin is the repository that the policy names, or it is not asked'
