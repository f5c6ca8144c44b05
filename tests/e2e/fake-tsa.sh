#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the timestamp authority of the tests stamp as openssl expects, and does each of its faults go wrong
# in the way that its word says?
# shellcheck disable=SC2034,SC2154 # set by coproc
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C TZ=UTC
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy OPENSSL_CONF
work=$(mktemp -d)
place=$work/authority
mkdir "$place"
trap 'kill "$server" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'echo "FAIL at line $LINENO: $BASH_COMMAND" >&2; cat "$work/server.err" "$work/said" >&2' ERR
: >"$work/said"
cd "$work"

# ---- words ----

ok() {
	echo "ok $*"
}

fail() {
	trap - ERR
	echo "FAIL $*" >&2
	cat "$work/server.err" "$work/said" >&2
	exit 1
}

start() {
	rm -f "$place/port"
	coproc SERVER { exec "$here/../fake/tsa/serve" "$place" 2>"$work/server.err"; }
	server=$SERVER_PID
	input=${SERVER[1]}
	for ((i = 0; i < 400; i++)); do [ -s "$place/port" ] || sleep 0.05; done
	[ -s "$place/port" ] || fail 'it does not start'
}

ended() { # after what
	for ((i = 0; i < 200; i++)); do kill -0 "$server" 2>/dev/null || return 0; sleep 0.05; done
	fail "it runs on after $1"
}

# ask.js METHOD TYPE COUNT: sends the file `query` so many times at once. The answers are in answer-N, and
# each is a line: status, type, address to go to.
cat >ask.js <<'EOS'
const { readFileSync, writeFileSync } = require('node:fs');
const [port, method, type, count] = process.argv.slice(2);
async function ask(number) {
	const body = method === 'GET' ? undefined : readFileSync('query');
	const answer = await fetch(`http://127.0.0.1:${port}/`,
		{ method, body, headers: { 'content-type': type }, redirect: 'manual' });
	writeFileSync(`answer-${number}`, Buffer.from(await answer.arrayBuffer()));
	console.log(answer.status, answer.headers.get('content-type'), answer.headers.get('location') ?? '-');
}
Promise.all(Array.from({ length: Number(count) }, (_, number) => ask(number)));
EOS
ask() { # [METHOD TYPE COUNT]
	rm -f answer-*
	answered=$(timeout "${patience:-30}" node ask.js "$(<"$place/port")" "${1:-POST}" \
		"${2:-application/timestamp-query}" "${3:-1}" 2>said) || answered=nothing
}

query() { # OPTION...
	openssl ts -query -data data -out query "$@" 2>said
}

verified() { # [OPTION...]: answer $number
	openssl ts -verify -queryfile query -in "answer-$number" -CAfile "$place/${root:-ca}.pem" \
		"$@" >said 2>&1
}

fault() { # WORD...
	printf '%s\n' "$*" >"$place/fault"
}

# refused WORD REASON: openssl does, for that reason.
refused() {
	fault "$1"
	ask
	[ "$answered" = "$granted" ] || fail "$1: $answered"
	! verified || fail "$1 is accepted"
	grep -qF "$2" said || fail "$1 is not refused for: $2"
}

# answers WORD LINE BYTES
answers() {
	fault "$1"
	ask
	[ "$answered" = "$2" ] || fail "$1: $answered"
	[ "$(wc -c <answer-0)" -eq "$3" ] || fail "$1: $(wc -c <answer-0) bytes"
	! verified || fail "$1 is accepted"
}

named_time() { # seconds from now to the time that the first answer names
	local told
	told=$(openssl ts -reply -in answer-0 -text 2>said | sed -n 's/^Time stamp: //p')
	echo $(($(date -d "$told" +%s) - $(date +%s)))
}

# ---- without a fault ----

granted='200 application/timestamp-reply -'
echo 'a record' >data
number=0 # of the answer that is looked at
start
query -sha256 -cert
ask
[ "$answered" = "$granted" ] || fail "$answered"
verified || fail 'openssl refuses it'
offset=$(named_time)
((offset > -60 && offset < 60)) || fail "made $offset s from now"
query -sha256
ask
! verified || fail 'certificates that nobody asked for'
grep -q 'signer certificate not found' said || fail 'without a certificate'
verified -untrusted "$place/tsa.pem" || fail 'openssl refuses it'
openssl x509 -in "$place/tsa.pem" -noout -ext extendedKeyUsage | grep -q critical
[ "$(openssl base64 -A -in query)" = "$(tail -n 1 "$place/log" | cut -d ' ' -f 4)" ] || fail 'not in the log'
[ "$(tail -n 1 "$place/log" | cut -d ' ' -f 2-3)" = "200 $(wc -c <query)" ] || fail 'not in the log'
[ "$(wc -l <"$place/log")" -eq 2 ] || fail 'not a line for each request'
ok 'openssl accepts what it stamps'

query -sha256 -cert
ask POST application/timestamp-query 12
[ "$(sort <<<"$answered" | uniq -c | xargs)" = "12 $granted" ] || fail "$answered"
for ((number = 0; number < 12; number++)); do
	verified || fail "number $number of those at once"
	openssl ts -reply -in "answer-$number" -text 2>said | grep '^Serial number:'
done >serials
number=0
[ "$(sort -u serials | wc -l)" -eq 12 ] || fail 'the same number twice'
ok 'twelve at once have numbers of their own'

# ---- faults ----

refused rejected 'status code: rejection'
refused other-ca 'unable to get local issuer certificate'
root=other-ca verified || fail 'other-ca: not even by its own root'
refused expired 'certificate has expired'
verified -attime 1600000000 || fail 'expired: nor when it was valid'
refused no-purpose 'unsuitable certificate purpose'
refused other-digest 'message imprint mismatch'
refused other-nonce 'nonce mismatch'
refused no-nonce 'nonce not returned'
ok 'answers that openssl refuses, each for its reason'

fault sha1
ask
verified || fail 'sha1: openssl refuses it'
openssl ts -reply -in answer-0 -token_out -out token 2>said
openssl cms -cmsout -print -inform DER -in token | sed -n '/signerInfos:/,$p' >printed
grep -A 1 digestAlgorithm: printed | grep -q 'algorithm: sha1 ' || fail 'sha1: by another digest'
for word in yesterday tomorrow; do
	fault "$word"
	ask
	verified || fail "$word: openssl refuses it"
	offset=$(named_time)
	[ "$word" = tomorrow ] || offset=$((-offset))
	((offset > 86340 && offset < 86460)) || fail "$word: $offset s from now"
done
query -sha256
ask
! verified || fail 'tomorrow: certificates that nobody asked for'
grep -q 'signer certificate not found' said || fail 'tomorrow: without a certificate'
verified -untrusted "$place/tsa.pem" || fail 'tomorrow: openssl refuses it'
ok 'and those that whoever looks closer must refuse'

query -sha256 -cert
answers down '503 text/plain -' 5
answers garbage "$granted" 1000
answers empty "$granted" 0
answers huge "$granted" 1048576
answers html '200 text/html; charset=utf-8 -' 58
answers 'redirect http://127.0.0.1:1/' '302 text/plain http://127.0.0.1:1/' 10
answers nonsense '500 text/plain -' 28
fault
ask
whole=$(wc -c <answer-0)
fault truncated
ask
half=$(wc -c <answer-0)
((half > whole / 2 - 10 && half < whole / 2 + 10)) || fail "truncated: $half of $whole bytes"
! verified || fail 'truncated is accepted'
fault slow
patience=1 ask
[ "$answered" = nothing ] || fail "slow: $answered"
[ "$(tail -n 1 "$place/log" | cut -d ' ' -f 2-3)" = "- $(wc -c <query)" ] || fail 'slow: not in the log'
fault
ask
verified || fail 'after slow nothing comes'
ok 'and what is no answer'

ask GET application/timestamp-query
[ "${answered%% *}" = 405 ] || fail "GET: $answered"
ask POST application/json
[ "${answered%% *}" = 415 ] || fail "another type: $answered"
query -sha512 -cert
ask
! verified || fail 'another digest is stamped'
grep -q 'status code: rejection' said || fail 'another digest'
ok 'and what is no query for it'

# ---- the end ----

kill "$server"
ended SIGTERM
cp "$place/ca.pem" before.pem
start
cmp -s "$place/ca.pem" before.pem || fail 'another root after another start'
query -sha256 -cert
ask
verified || fail 'not after another start'
exec {input}>&-
ended 'the end of its input'
ok 'it ends when it should, and keeps its certificates'
