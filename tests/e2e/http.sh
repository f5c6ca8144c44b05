#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the way to forges and trackers hold? Against a server on this machine that does everything
# wrong: each fault has one clear message and a bounded end, and the token reaches no other host.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

get=$BUILD/tests/tools/http_get
token=sesame-open-4711
hash=$(printf %s "$token" | sha256sum | cut -d ' ' -f 1)
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script

# serve NAME OPTION...: sets the variable NAME to the port; the log is $work/NAME.log.
serve() {
	local name=$1
	shift
	: >"$work/$name.log"
	: >"$work/$name.port"
	"$project/tests/fake/http-faults" --log "$work/$name.log" "$@" \
		<&"$hold" >"$work/$name.port" 2>"$work/$name.err" &
	before_leaving+=("kill $!")
	until [ -s "$work/$name.port" ]; do sleep 0.02; done
	printf -v "$name" %s "$(<"$work/$name.port")"
}

forget() {
	local log
	for log in "$work"/*.log; do : >"$log"; done
}

# ask STATUS WORD...: with the token, bound to the host of $bound.
ask() {
	local expected=$1
	shift
	forget
	began=$EPOCHREALTIME
	run env HTTP_TOKEN="$token" TOKEN_HOST="$bound" "$get" "$@"
	took_ms=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
	[ "$status" -eq "$expected" ] || fail "status $status instead of $expected: $*"
	! grep -qi "$token" "$work/out" "$work/err" || fail "the token is shown: $*"
}

# answered LINE WORD...: the beginning of the first line, after which all is well.
answered() {
	local line=$1
	shift
	ask 0 "$@"
	[[ $(head -n 1 "$work/out") == "$line"* ]] || fail "not '$line': $*"
}

# refused CODE WORDS WORD...
refused() {
	local code=$1 words=$2
	shift 2
	ask 1 "$@"
	grep -q "^$code " "$work/out" || fail "not $code: $*"
	grep -qE -- "$words" "$work/err" || fail "the message does not say '$words': $*"
}

asked() { # server: how often
	wc -l <"$work/$1.log"
}

asked_times() { # server times
	[ "$(asked "$1")" -eq "$2" ] || fail "$1 was asked $(asked "$1") times, not $2"
}

at_most() { # milliseconds
	[ "$took_ms" -le "$1" ] || fail "it took $took_ms ms, more than $1"
}

at_least() {
	[ "$took_ms" -ge "$1" ] || fail "it took $took_ms ms, less than $1"
}

told() { # server: it got the token
	jq -es --arg hash "$hash" 'any(.tokens | index($hash))' "$work/$1.log" >/dev/null
}

serve good
serve evil
url=http://127.0.0.1:$good
bound=127.0.0.1:$good

# ---- good answers -------------------------------------------------------------------------------------

answered "ok 200 13 $(printf '{"good":true}' | sha256sum | cut -d ' ' -f 1) 1 json" "$url/good"
grep -q "^source GET 127.0.0.1:$good /good 200 .* 13 1 asked spki=- proxy=- ca=- peer=-$" "$work/out"
told good || fail 'the token was not sent'
bound=127.0.0.1:$evil answered 'ok 200' "$url/good"
! told good || fail 'the token was sent to a host that is not its own'
bound='' answered 'ok 200' "$url/good"
! told good || fail 'the token was sent without a host of its own'
answered 'ok 200' prefix='PRIVATE-TOKEN: ' header='X-Extra: 1' accept=text/x "$url/good"
told good || fail 'the token was not sent in a header of its own'
jq -e '.accept == "text/x" and .extra == "1"' "$work/good.log" >/dev/null
answered 'ok 200' method=POST body='{}' "$url/good"
[ "$(jq -r .method "$work/good.log")" = POST ]
answered 'ok 200 100011 ' "$url/gzip"
answered 'ok 404 ' "$url/nothing"
grep -q "^GET $url/nothing: status 404: Not Found$" "$work/err"
answered 'ok 401 ' "$url/denied"
grep -qF "status 401: ?[31mBad?credentials?" "$work/err" || fail 'foreign text was not made safe'
answered 'ok 403 ' "$url/forbidden"
asked_times good 1
answered 'ok 403 ' "$url/parrot"
grep -q 'status 403: (words with the token in them)$' "$work/err"
answered 'ok 200 6 ' label='GET /the/label' "$url/html"
grep -q '^GET /the/label: answers with text/html instead of JSON' "$work/err"
answered 'ok 200 ' "$url/cut-gzip"
grep -q 'cut-gzip: not acceptable JSON' "$work/err"
ok 'answers are what they are, and the token goes to its host only'

# ---- addresses and requests that cannot be -------------------------------------------------------------

for bad in http://example.org/a ftp://127.0.0.1/a "http://127.0.0.1:$good/a/../b" \
	"http://127.0.0.1:$good/a b" "http://127.0.0.1:$good/a#b" file:///etc/passwd; do
	refused usage 'the address cannot be used' "$bad"
	asked_times good 0
done
refused usage "user name or token in it" "http://a:hush@127.0.0.1:$good/a"
! grep -q hush "$work/err" || fail "a password is shown"
refused usage 'the token stands in the address' "label=GET /a" "$url/a?private_token=$token"
refused usage "not of the form 'Name: value'" header=$'X: a\r\nAuthorization: b' "$url/good"
refused usage 'it has a body, where none may be' body=x "$url/good"
asked_times good 0
ok 'nothing is sent to an address, or with a header, that is not one'

# ---- tried again ----------------------------------------------------------------------------------------

again() { # path, requests
	answered 'ok 200' "${@:3}" "$url/$1"
	asked_times good "$2"
}
again 'status?is=500&times=1' 2
again 'status?is=502&times=1&a' 2 method=HEAD
again 'status?is=503&times=2' 3
at_least 1500
again 'status?is=504&times=1' 2 method=POST body='{}' retriable=yes
again 'reset?times=1' 2
again 'cut?times=1' 2
again 'cut-chunks?times=1' 2
again 'too-many?times=1&after=2' 2
at_least 2000
again 'too-many-until?times=1' 2
again 'limited?times=1&after=2' 2
at_least 1000
refused unavailable "POST $url/status.is=500: status 500: no$" method=POST body='{}' "$url/status?is=500"
asked_times good 1
refused unavailable "POST $url/reset: " method=POST body='{}' "$url/reset"
asked_times good 1
refused unavailable 'status 501: no$' "$url/status?is=501"
asked_times good 1
ok 'what only asks is tried again, when the server wants it'

# While a host is asked too often, its other requests wait, too.
forget
ask 0 budget=20000 "$url/too-many/a?times=1&after=2" "$url/slow/1?ms=100" "$url/slow/2?ms=100" \
	"$url/slow/3?ms=100" "$url/slow/4?ms=100" "$url/slow/5?ms=100" "$url/slow/6?ms=100" \
	"$url/slow/7?ms=100" "$url/slow/8?ms=100" "$url/slow/9?ms=100"
jq -es 'sort_by(.time) | (.[9].time - .[0].time) > 1900 and (.[7].time - .[0].time) < 1000' \
	"$work/good.log" >/dev/null || fail 'a host that asks for a pause has none'
ok 'a pause is one for the host'

# ---- one budget ---------------------------------------------------------------------------------------

for fault in 'too-many?after=3600' limited?after=3600 secondary; do
	refused unavailable "${fault/\?/.}: status 4.*to be tried again in [0-9]+ s, but the 5 s" budget=5000 \
		"$url/$fault"
	at_most 1000
	asked_times good 1
done
refused unavailable 'the 3 s for all requests' budget=3000 seconds=1 "$url"/hang/{1,2,3,4,5,6,7,8,9,10,11,12}
at_most 4500
[ "$(grep -c ^unavailable "$work/out")" -eq 12 ]
refused unavailable 'the 3 s for all requests' budget=3000 rounds=5 http://127.0.0.1:1/{a,b,c}
at_most 4500
refused unavailable 'no answer in time, or one that trickles' budget=20000 stall=1 method=POST body=x \
	"$url/drip"
at_least 900
at_most 5000
ok 'an outage costs one budget, whatever its form'

# ---- too much and too little ---------------------------------------------------------------------------

for fault in big big-chunks bomb; do
	refused unavailable "GET $url/$fault: the answer is longer than 67108864 bytes" "$url/$fault"
	asked_times good 1
done
refused unavailable 'the answer is longer than 12 bytes' limit=12 "$url/good"
answered 'ok 200' limit=13 "$url/good"
refused unavailable 'the answer is longer than 100000 bytes' limit=100000 "$url/gzip"
refused unavailable 'the header of the answer is too long' "$url/long-header"
refused unavailable 'the answer was cut off .attempts: [2-9]' budget=2500 "$url/cut"
refused unavailable 'the answer was cut off .attempts: [2-9]' budget=2500 "$url/cut-chunks"
refused unavailable 'does not say where it ends' "$url/no-end"
ok 'neither too much nor half of it is taken for an answer'

# ---- redirects ------------------------------------------------------------------------------------------

for kind in r301 r302 r303 r307 r308; do
	answered 'ok 200 13 ' "$url/$kind"
	asked_times good 2
	[ "$(grep -c '^source' "$work/out")" -eq 2 ] || fail 'the journal lacks a redirect'
done
answered 'ok 200 13 ' "$url/r302?left=5"
asked_times good 6
refused unavailable 'more than 5 redirects' "$url/r302?left=6"
asked_times good 6
for to in "http://127.0.0.1:$evil/good" "http://localhost:$good/good" "https://127.0.0.1:$good/good" \
	"//127.0.0.1:$evil/good" http://127.0.0.1.example.org:80/; do
	refused unavailable "leads from http://127.0.0.1:$good to https?://.*another server" \
		"$url/r302?to=$to"
	asked_times good 1
	asked_times evil 0
done
for to in relative file:///etc/passwd "http://a@127.0.0.1:$good/good"; do
	refused unavailable 'a redirect cannot be followed' "$url/r302?to=$to"
done
refused unavailable 'which only a GET follows' method=POST body='{}' retriable=yes "$url/r307"
asked_times good 1
refused unavailable 'a redirect has the token in its address' "$url/parrot-redirect"
ok 'redirects stay on their host'

# ---- what is logged and kept ---------------------------------------------------------------------------

ask 0 debug=yes "$url/header" "$url/parrot"
grep -qE "^changegate: http: GET $url/header: 200, 2 bytes, [0-9]+ ms, x-ratelimit-remaining 17, " "$work/err"
ask 0 "$url/header"
[ ! -s "$work/err" ] || fail 'the log was not asked for'
mkdir "$work/none"
ask 0 record="$work/answers" method=POST body='{"q":1}' "$url/good"
ask 0 record="$work/answers" "$url/header" "$url/nothing"
cp "$work/out" "$work/asked"
[ "$(find "$work/answers" -name '*.http' | wc -l)" -eq 3 ]
! grep -rqi "$token" "$work/answers" || fail 'the token was recorded'
refused unavailable 'recording the answer: the answer repeats the token' record="$work/answers" "$url/sings"
[ "$(find "$work/answers" -name '*.http' | wc -l)" -eq 3 ]
replayed() {
	ask "$@"
	asked_times good 0
	! grep -q ' asked ' "$work/out" || fail 'replayed, but called asked'
}
replayed 0 replay="$work/answers" "$url/header" "$url/nothing"
[ "$(grep -v ^source "$work/out" | cut -d ' ' -f 1-4)" = "$(grep -v ^source "$work/asked" | cut -d ' ' -f 1-4)" ] ||
	fail 'other answers than those that were recorded'
replayed 0 replay="$work/answers" method=POST body='{"q":1}' "$url/good"
replayed 1 replay="$work/answers" method=POST body='{"q":2}' "$url/good"
grep -q "^POST $url/good: no answer is recorded for it$" "$work/err"
replayed 1 replay="$work/none" "$url/header"
for file in "$work"/answers/*.http; do sed -i '1s/1/2/' "$file"; done
replayed 1 replay="$work/answers" "$url/header"
grep -q 'the recorded answer is not readable' "$work/err"
ok 'answers are recorded without the token and replayed without the network'

# ---- many at once, and https ----------------------------------------------------------------------------

ask 0 "$url"/slow/{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}
at_most 2500
[ "$(jq -s 'map(.underWay) | max' "$work/good.log")" -eq 8 ] || fail 'not 8 at once'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /O=Acme/CN=test \
	-addext subjectAltName=DNS:localhost -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
spki=$(openssl x509 -in "$work/tls.crt" -noout -pubkey | openssl pkey -pubin -outform DER |
	sha256sum | cut -d ' ' -f 1)
serve secure --key "$work/tls.key" --certificate "$work/tls.crt"
url=https://localhost:$secure bound=localhost:$secure ca="$work/tls.crt"
refused unavailable certificate "$url/good"
asked_times secure 0
refused unavailable certificate ca="$ca" "https://127.0.0.1:$secure/good"
asked_times secure 0
ask 0 ca="$ca" rounds=2 "$url/good" "$url/header"
told secure || fail 'the token was not sent'
jq -es 'all(.version == "2.0")' "$work/secure.log" >/dev/null || fail 'not HTTP/2'
[ "$(grep -c "^source .*spki=$spki proxy=- ca=sha256:$(sha256sum <"$ca" | cut -d ' ' -f 1) peer=CN=test,O=Acme$" "$work/out")" -eq 4 ] ||
	fail 'the journal does not say whose certificate it was'
run env "$get" ca=/nowhere "$url/good"
[ "$status" -eq 2 ] && grep -q "^HTTP_GET_CA: .*'/nowhere'" "$work/err"
ok 'certificates are checked, and kept in the journal'

export HTTPS_PROXY=http://bob:hush@127.0.0.1:$evil
refused usage 'HTTP_GET_CA does not go with HTTPS_PROXY' ca="$ca" "$url/good"
asked_times evil 0
for exception in localhost 'example.org, .LocalHost' '*'; do
	NO_PROXY=$exception answered 'ok 200' ca="$ca" "$url/good"
	asked_times evil 0
done
refused unavailable 'HTTPS_PROXY is set' budget=1500 "$url/good"
! grep -q hush "$work/err" "$work/out" || fail 'the password of the proxy was shown'
grep -q "proxy=127.0.0.1:$evil ca=system" "$work/out"
[ "$(jq -r .method "$work/evil.log" | sort -u)" = CONNECT ] || fail 'HTTPS_PROXY was not used'
! told evil || fail 'the proxy got the token'
unset HTTPS_PROXY
for variable in ALL_PROXY http_proxy; do
	export "$variable=http://127.0.0.1:$evil"
	answered 'ok 200' ca="$ca" "$url/good"
	bound=127.0.0.1:$good answered 'ok 200' "http://127.0.0.1:$good/good"
	asked_times evil 0
	unset $variable
done
ok 'a proxy only as HTTPS_PROXY says, without the token'
