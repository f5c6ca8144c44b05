#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does somebody else's clock say since when records are in the ledger? Checkpoints are time-stamped by an
# authority that runs the real `openssl ts`; its outages and lies stop no deploy and leave nothing behind; and a
# ledger that was written anew later than it says, moved back or mixed is found.
# shellcheck disable=SC1091,SC2034,SC2154 # what the library and coproc set
set -euo pipefail
. "$(dirname "$0")/library"
BIN=$BUILD/changegate-test
build_preload shift_clock
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy OPENSSL_CONF

place=$work/authority
mkdir "$place"
coproc AUTHORITY { exec "$project/tests/fake/tsa/serve" "$place" 2>"$work/authority.err"; }
stop_authority() { kill "$AUTHORITY_PID" 2>/dev/null || :; }
before_leaving+=(stop_authority)
for ((i = 0; i < 400; i++)); do [ -s "$place/port" ] || sleep 0.05; done
url=http://127.0.0.1:$(<"$place/port")/

fault() { printf '%s\n' "$*" >"$place/fault"; }

asked() { [ ! -e "$place/log" ] || wc -l <"$place/log"; }

# trusting CERTIFICATE...: what trust roots say of authorities, as a filter
trusting() {
	local certificate list=()
	for certificate in "$@"; do
		list+=("$(openssl x509 -in "$place/$certificate.pem" -outform der | base64 -w 0)")
	done
	jq '.timestampAuthorities = $ARGS.positional' --args "${list[@]}"
}

# stamped_repository FOLDER STORE: as new_repository, with an authority
stamped_repository() {
	new_repository "$1"
	write_policy | sed "s|^  store: .*|  store: \"$2\"\n  timestamp: \"$url\"|" >.changegate.yml
	trusting ca <.changegate/trust.json >"$work/trust"
	cp "$work/trust" .changegate/trust.json
	git commit -qam 'PAY-1 authority'
}

stamps() { find "$ledger/checkpoints" -name '*.tsr' 2>/dev/null | wc -l; }

says() { grep -qE -- "$1" "$work/out" || fail "does not say: $1"; }

quiet() { [ ! -s "$work/err" ] || fail 'there is a message'; }

# ---- stamped, and by whom ---------------------------------------------------------------------------

stamped_repository "$work/payments" "dir:$ledger"
expect 0 "$BIN" deploy --env staging --baseline
quiet
[ "$(stamps)" -eq 1 ] || fail 'the first append was not time-stamped'
size=$(sed -n 2p "$ledger/checkpoint")
cmp "$ledger/checkpoint" "$ledger/checkpoints/$size"
openssl ts -verify -data "$ledger/checkpoints/$size" -in "$ledger/checkpoints/$size.tsr" \
	-CAfile "$place/ca.pem" >"$work/out" 2>&1 || fail 'openssl does not verify it'
says 'Verification: OK'
ok 'the checkpoint of a deploy is time-stamped, as openssl verifies'

expect 0 "$BIN" deploy --env production --baseline
[ "$(stamps)" -eq 1 ] || fail 'it was time-stamped twice within an hour'
expect 0 "$BIN" verify
says '^time-stamps: 1, size 2 at [0-9TZ:-]*, by .*CN='
says '^time-stamps: 2 records are covered, each within [0-9]+[sm] .*; 2 came after the last one$'
says 'time-stamps: whether an authority.s certificate was revoked'
expect 0 "$BIN" ledger stamp
says '^time-stamped checkpoint 4 at .* by .*CN='
before=$(asked)
expect 0 "$BIN" ledger stamp
says '^already checkpoint 4 at '
[ "$(asked)" -eq "$before" ] || fail 'the authority was asked again about the same checkpoint'
expect 0 "$BIN" verify --stamped-within 5m
says '^time-stamps: 4 records are covered.* 0 came after'
says 'append-only: NOT PROVEN'
ok 'once an hour at most, or when it is asked for; verify says what is covered, and what that does not prove'

# ---- an authority that is away, or lies -----------------------------------------------------------------

reviewed_change PAY-2
kept=$(snapshot "$ledger/checkpoints")
expect 0 "$BIN" deploy --env staging
complains 3 'says that it is .* one of them is wrong$' \
	env LD_PRELOAD="$tools/shift_clock.so" CLOCK_SHIFT=7200 "$BIN" ledger stamp
[ "$(snapshot "$ledger/checkpoints")" = "$kept" ] || fail 'a time-stamp of another time was kept'
ok 'where two clocks are hours apart nothing is time-stamped'

export CHANGEGATE_HTTP_BUDGET=1
for word in down slow garbage empty huge html truncated rejected other-ca expired no-purpose \
	other-digest other-nonce no-nonce sha1 yesterday tomorrow "redirect $url"; do
	fault "$word"
	expect 3 "$BIN" ledger stamp
	one_message "time-stamping checkpoint [0-9]+: "
	[ "$(snapshot "$ledger/checkpoints")" = "$kept" ] || fail "$word: something was kept"
done
ok 'an authority that is away or lies in eighteen ways gives a message each, and nothing is kept'

rm -r "$ledger/checkpoints"
for word in down other-ca yesterday; do
	fault "$word"
	expect 0 "$BIN" deploy --env staging
	grep -q '^changegate: LEDGER-UNSTAMPED: time-stamping checkpoint ' "$work/err" ||
		fail "$word: it is not said that nothing was time-stamped"
	[ "$(stamps)" -eq 0 ] || fail "$word: a time-stamp was kept"
done
expect 0 "$BIN" verify --reperform
! grep -q '^time-stamps: [1-9]' "$work/out" || fail 'verify speaks of time-stamps that are not there'
fault
unset CHANGEGATE_HTTP_BUDGET
expect 0 "$BIN" deploy --env staging
quiet
expect 0 "$BIN" verify --reperform --stamped-within 5m
says '^time-stamps: [0-9]+ records are covered.* 0 came after'
ok 'an outage stops no deploy, is said, and the next time-stamp covers what was appended meanwhile'

# doctor_says MARK PATTERN
doctor_says() {
	run "$BIN" doctor
	grep -qE -- "^ *$1 +timestamp +$2" "$work/out" || fail "doctor does not say: $1 $2"
}
doctor_says ok '.*CN=.* answers, and is believed$'
fault other-ca
doctor_says '\?' 'http://127.*the time-stamp does not hold'
fault
ok 'doctor asks the authority, too'

# ---- believed, and by whom ------------------------------------------------------------------------------

verify_with() { # STATUS TRUST OPTION...
	local wanted=$1 trust=$2
	shift 2
	expect "$wanted" "$BIN" verify --trust "$trust" "$@" "dir:$PWD/$ledger"
}
trusting tsa <"$work/trust" >"$work/trust-own"
verify_with 0 "$work/trust-own" --stamped-within 5m
ok "an authority's own certificate may be trusted by itself"
trusting other-ca <"$work/trust" >"$work/trust-other"
verify_with 4 "$work/trust-other"
says '^FAIL  LEDGER-STAMP  checkpoints/[0-9]+\.tsr: the time-stamp does not hold: '
jq 'del(.timestampAuthorities)' "$work/trust" >"$work/trust-nobody"
verify_with 0 "$work/trust-nobody"
says '^  time-stamps: 1 are there, and the trust root has no timestampAuthorities to believe$'
complains 2 'needs a trust root with timestampAuthorities' \
	"$BIN" verify --stamped-within 24h --trust "$work/trust-nobody" "dir:$PWD/$ledger"
complains 2 "'soon' is no duration" \
	"$BIN" verify --stamped-within soon --trust "$work/trust" "dir:$PWD/$ledger"
jq '.timestampAuthorities = ["bm9uZQ=="]' "$work/trust" >"$work/trust-broken"
complains 4 'timestampAuthorities\[0\]: is no certificate' \
	"$BIN" verify --trust "$work/trust-broken" "dir:$PWD/$ledger"
ok 'who is believed is said by the trust root alone'

# ---- altered ----------------------------------------------------------------------------------------------

damaged() { # WHAT PATTERN [OPTION...]: in a copy, after "$@" was done to it by a function of this name
	local what=$1 pattern=$2 copy=$work/damaged
	shift 2
	rm -rf "$copy"
	cp -r "$ledger" "$copy"
	(cd "$copy" && "$what")
	expect 4 "$BIN" verify --trust "$work/trust" "$@" "dir:$copy"
	says "$pattern"
	says '^NOT INTACT$'
}
size=$(sed -n 2p "$ledger/checkpoint")
expect 0 "$BIN" deploy --env staging
expect 0 "$BIN" ledger stamp
newest=$(sed -n 2p "$ledger/checkpoint")
of_another() { cp "checkpoints/$size.tsr" "checkpoints/$newest.tsr"; }
without_checkpoint() { rm "checkpoints/$size"; }
altered_checkpoint() { sed -i "2s/.*/$((size - 1))/" "checkpoints/$size"; }
of_another_size() { cp "checkpoints/$newest" "checkpoints/$size"; }
other_name() { mv "checkpoints/$size" "checkpoints/0$size"; }
cut_short() { truncate -s 100 "checkpoints/$size.tsr"; }
longer() { echo >>"checkpoints/$size.tsr"; }
damaged of_another "^FAIL  LEDGER-STAMP  checkpoints/$newest\.tsr: "
damaged without_checkpoint "^FAIL  LEDGER-STAMP  checkpoints/$size\.tsr: the checkpoint that it is about is missing"
damaged altered_checkpoint "^FAIL  LEDGER-STAMP  checkpoints/$size: "
damaged of_another_size "^FAIL  LEDGER-STAMP  checkpoints/$size: it is a checkpoint of $newest records"
damaged other_name "^FAIL  LEDGER-UNKNOWN-FILE  checkpoints/0$size: "
damaged cut_short "^FAIL  LEDGER-STAMP  checkpoints/$size\.tsr: no time-stamp response"
damaged longer "^FAIL  LEDGER-STAMP  checkpoints/$size\.tsr: bytes are left over"
ok 'kept checkpoints and time-stamps that were altered or mixed up are found'

# Back to an older state, but for the checkpoints that were kept.
cp -r "$ledger" "$work/before"
expect 0 "$BIN" deploy --env staging
expect 0 "$BIN" ledger stamp
put_back() {
	rm -rf tile records checkpoint
	cp -r "$work/before/tile" "$work/before/records" "$work/before/checkpoint" .
}
damaged put_back '^FAIL  LEDGER-ROLLED-BACK  checkpoints/[0-9]+: the log had '
ok 'a log that was put back to an older state is found by what was kept of the newer one'

# ---- written anew -----------------------------------------------------------------------------------------

# Whoever has all keys writes a month that did not happen so, with the dates of then: the authority will not.
past() { env LD_PRELOAD="$tools/shift_clock.so" CLOCK_SHIFT=-2592000 "$BIN" "$@"; }
mv "$ledger" "$work/honest"
fault down
export CHANGEGATE_HTTP_BUDGET=1
expect 0 past deploy --env staging --baseline
expect 0 past deploy --env production --baseline
unset CHANGEGATE_HTTP_BUDGET
fault
expect 0 "$BIN" verify --trust "$work/trust" "dir:$PWD/$ledger"
expect 4 "$BIN" verify --stamped-within 7d --trust "$work/trust" "dir:$PWD/$ledger"
says '^FAIL  LEDGER-UNSTAMPED  record [0-9]+ .*: no time-stamp covers it$'
expect 0 "$BIN" ledger stamp
expect 0 "$BIN" verify
says '^time-stamps: 4 records are covered, each within (30d|[0-9]+[hms]) of its own time'
expect 4 "$BIN" verify --stamped-within 7d
[ "$(grep -c '^FAIL  LEDGER-BACKDATED  record [0-9]* (.*): the first time-stamp that covers it is ' "$work/out")" -eq 4 ] ||
	fail 'not all four backdated records are found'
cp -r "$work/honest/checkpoints" "$work/honest-checkpoints"
rm "$ledger/checkpoints/4" "$ledger/checkpoints/4.tsr"
cp "$work/honest-checkpoints/$size" "$work/honest-checkpoints/$size.tsr" "$ledger/checkpoints/"
expect 4 "$BIN" verify
says '^FAIL  LEDGER-(ROLLED-BACK|INCONSISTENT)  checkpoints/'
rm -rf "$ledger"
mv "$work/honest" "$ledger"
ok 'records that were written later than they say are found, whoever has the keys'

# ---- in git, by who sequences, and of a seal ----------------------------------------------------------------

git init -q --bare -b main "$work/origin"
stamped_repository "$work/branch" git:refs/heads/change-records
git remote add origin "$work/origin"
git push -q origin main
git remote set-head origin main
expect 0 "$BIN" deploy --env staging --baseline
quiet
git -C "$work/origin" log --format=%s refs/heads/change-records >"$work/out"
says '^changegate: time-stamp of checkpoint 2$'
for ((i = 0; i < 4; i++)); do
	git clone -q "$work/origin" "$work/writer-$i"
done
stamps_with() { # WRITER: what it says goes to a file of its own
	(cd "$work/writer-$1" && "$BIN" ledger stamp >"$work/said-$1" 2>&1 </dev/null)
}
expect 0 "$BIN" deploy --env production --baseline
writers=()
for ((i = 0; i < 4; i++)); do
	stamps_with "$i" &
	writers+=($!)
done
for ((i = 0; i < 4; i++)); do
	wait "${writers[$i]}" || fail "a writer failed: $(<"$work/said-$i")"
done
[ "$(grep -lE '^(time-stamped|already) checkpoint 4 at ' "$work"/said-? | wc -l)" -eq 4 ] || fail 'not all four know it'
[ "$(grep -l '^time-stamped' "$work"/said-? | wc -l)" -eq 1 ] || fail 'not just one of them wrote'
git clone -q "$work/origin" "$work/reader"
cd "$work/reader"
expect 0 "$BIN" verify --stamped-within 5m
says '^time-stamps: 4 records are covered.* 0 came after'
ok 'in a ledger on a branch the time-stamp is pushed, by one of those who want to, and others verify it'

stamped_repository "$work/inbox" git:refs/heads/change-records
git init -q --bare -b main "$work/inbox-origin"
git remote add origin "$work/inbox-origin"
printf '  mode: inbox\n  wait: 60s\n' >>.changegate.yml
git commit -qam 'PAY-1 inbox'
git push -q origin main
git remote set-head origin main
(for ((i = 0; i < 100; i++)); do
	[ ! -e "$work/landed" ] || break
	"$BIN" ledger sequence >>"$work/sequenced" 2>>"$work/sequence.err" </dev/null || :
	sleep 0.1
done) &
sequencer=$!
expect 0 "$BIN" deploy --env staging --baseline
touch "$work/landed"
wait "$sequencer"
[ ! -s "$work/sequence.err" ] || fail "the sequencer complains: $(head -c 500 "$work/sequence.err")"
expect 0 "$BIN" verify
says '^time-stamps: 1, size [12] at '
ok 'where records are handed in, whoever sequences has the checkpoint time-stamped'

cd "$work/payments"
use_keys "$PWD/.git/changegate"
expect 0 "$BIN" audit population --from 2020-01-01 --to 2099-12-31 --directory "$work/audit"
expect 0 "$BIN" audit seal --directory "$work/audit"
quiet
expect 0 "$BIN" verify --stamped-within 5m
says '^time-stamps: [0-9]+ records are covered.* 0 came after'
ok 'a seal is time-stamped at once: it was there before the seed'

expect 0 "$BIN" audit sample --n 1 --seed 83920174652910483756 --directory "$work/audit"
expect 0 "$BIN" audit pack --pack "$work/pack" --directory "$work/audit" --recipient 'J. Doe' --purpose test
sed -n 's/^     \(openssl ts .*\)/\1/p' "$work/pack/README.txt" >"$work/command"
[ "$(wc -l <"$work/command")" -eq 1 ] || fail 'README.txt of the pack has no command for the time-stamp'
(cd "$work/pack" && sha256sum --quiet -c SHA256SUMS && bash "$work/command") >"$work/out" 2>&1 ||
	fail 'the command of README.txt fails'
says 'Verification: OK'
(cd "$work/pack" && cp ledger/checkpoint ledger/checkpoint-time-stamped && echo >>ledger/checkpoint-time-stamped &&
	! bash "$work/command") >"$work/out" 2>&1 || fail 'the command of README.txt finds nothing wrong'
ok 'a pack has the time-stamp that covers its seal, and the command that checks it without changegate'

expect 1 "$BIN" audit readiness --directory "$work/ready"
says '^somebody else says since when records are there  met'
sed -i '/^  timestamp:/d' .changegate.yml
git commit -qam 'PAY-1 none'
complains 2 'the policy names no authority: set ledger.timestamp' "$BIN" ledger stamp
ok 'without an authority there is one message'
