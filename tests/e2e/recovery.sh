#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does docs/recovery.md help? Runs every command of it, in order, and compares every message.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

page=$project/docs/recovery.md
ref=refs/heads/change-records
mkdir "$work/bin"
ln -s "$BIN" "$work/bin/changegate"
PATH=$work/bin:$PATH

# The Nth block of a kind (sh, text) of the page.
block() {
	awk -v kind="\`\`\`$1" -v wanted="$2" '
		/^```/ { inside = !inside; if (inside) { mine = $0 == kind; number += mine }; next }
		inside && mine && number == wanted' "$page"
}

# doc STATUS: the next commands of the page, one after the other until one fails, as a person would type
# them. What they say is in $work/out and $work/err; their variables are kept.
commands=0
: >"$work/variables"
doc() {
	local wanted=$1 status=0
	commands=$((commands + 1))
	block sh "$commands" >"$work/block"
	[ -s "$work/block" ] || fail "the page has no commands number $commands"
	# shellcheck disable=SC2016 # for the other shell
	bash -eu -c '. "$0"; . "$1"; for name in own size good record refused ${!CHANGEGATE_*}; do
			! declare -p "$name" 2>/dev/null; done | sed "s/^declare /declare -g /" >"$0"' \
		"$work/variables" "$work/block" >"$work/out" 2>"$work/err" </dev/null || status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status instead of $wanted: $(cat "$work/block")"
	if [ "$wanted" -eq 0 ]; then # else they were not written
		for name in "${!CHANGEGATE_@}"; do
			unset "$name"
		done
	fi
	# shellcheck source=/dev/null
	. "$work/variables"
	sed -i '/ CHANGEGATE_/d' "$work/variables" # exported by now
}

# The last command said the next message of the page; "..." stands for anything.
messages=0
says_it() {
	local pattern
	messages=$((messages + 1))
	pattern=$(block text "$messages" | sed 's/\.\.\./\x01/g; s/[][\\.*^$+?(){}|]/\\&/g; s/\x01/.*/g')
	[ -n "$pattern" ] || fail "the page has no message number $messages"
	cat "$work/out" "$work/err" | grep -qE -- "$pattern" || fail "nothing says: $pattern"
}

says() {
	cat "$work/out" "$work/err" | grep -qF -- "$1" || fail "nothing says: $1"
}

# new_clone FOLDER LINES...: with FOLDER.git as origin; further lines of `ledger:`.
new_clone() {
	git init -q --bare -b main "$1.git"
	new_repository "$1"
	{
		write_policy | sed "s|^  store: .*|  store: \"git:$ref\"|"
		printf '%s\n' "${@:2}" 'guardians: [bob@example.org]'
	} >.changegate.yml
	git commit -qam 'PAY-1 ledger'
	git remote add origin "$1.git"
	git push -q origin main
	git remote set-head origin main
}

push_change() {
	reviewed_change "$1"
	git push -q origin main
}

on_origin() {
	git -C "$work/a/payments.git" "$@"
}

mkdir "$work/a" "$work/b"
new_clone "$work/a/payments"
expect 0 changegate deploy --env staging --baseline
push_change PAY-2
expect 0 changegate deploy --env staging
doc 0
git clone -q "$work/a/payments.git" "$work/a/laptop"
tip=$(on_origin rev-parse "$ref")

# ---- deleted ----------------------------------------------------------------------------------------

on_origin update-ref -d "$ref"
expect 4 changegate deploy --env staging
says_it
git clone -q "$work/a/payments.git" "$work/a/fresh"
cd "$work/a/fresh"
write_junit
expect 2 changegate deploy --env staging
says_it
doc 4
says_it
cd "$work/a/payments"
ok 'a deleted branch is noticed, and by a fresh clone with a checkpoint'

doc 0
[ "$(cat "$work/out")" = "$tip"$'\n4' ] || fail 'not the newest copy'
doc 0
[ "$(cat "$work/out")" = "$tip"$'\n4' ] || fail 'not the copy of the other clone'
doc 0
says 'append-only since size 4: proven by the checkpoint given'
[ "$(tail -n 1 "$work/out")" = intact ] || fail 'the copy is not intact'
doc 0
says 'append-only since size 4: proven by the checkpoint given'
[ "$(on_origin rev-parse "$ref")" = "$tip" ] || fail 'not put back'
expect 0 changegate deploy --env staging
ok 'found, checked and put back'

# ---- rewritten --------------------------------------------------------------------------------------

on_origin update-ref "$ref" "$tip~2"
expect 4 changegate verify
says 'it does not descend from'
on_origin update-ref "$ref" "$tip"
rm -rf .git/changegate/ledger-*.git # so that this clone, too, has not seen more than the copy
expect 0 changegate verify
tree=$(on_origin mktree </dev/null)
forged=$(on_origin commit-tree -m forged "$tree")
on_origin update-ref "$ref" "$forged"
expect 4 changegate deploy --env staging
says 'it does not descend from'
doc 0
says 'append-only since size 4: proven by the checkpoint given'
[ "$(on_origin rev-parse "$ref")" = "$tip" ] || fail 'not put back'
[ "$(on_origin rev-parse "$ref-rewritten")" = "$forged" ] || fail 'not kept'
ok 'a branch that was replaced is put back, and what replaced it is kept'

# ---- lost -------------------------------------------------------------------------------------------

on_origin update-ref -d "$ref"
doc 0
says CHG-BASELINE
expect 4 changegate verify --checkpoint "$work/a/kept-checkpoint"
says LEDGER-OLDER
on_origin update-ref "$ref" "$tip"
rm -rf .git/changegate/ledger-*.git
ok 'lost for good: a new baseline, and the old checkpoint tells'

# ---- keys -------------------------------------------------------------------------------------------

expect 0 changegate deploy --env staging
doc 0
[ "$size" -eq 6 ] || fail "the size is $size"
doc 0
says 'commit it to the protected branch'
[ "$(jq '[.version, .keys[].retired.size]' -c .changegate/trust.json)" = '[2,6,6,null,null]' ] ||
	fail 'the keys are not retired'
as Carol
doc 0
as Alice
expect 4 changegate deploy --env staging
says_it
doc 0
expect 4 changegate deploy --env staging
says_it
doc 0
doc 0
says 'append-only since size 4: proven by the checkpoint given'
[ -z "${CHANGEGATE_CHECKPOINT_FINGERPRINT-}" ] || fail 'the old key is still accepted'
[ "$(grep -c '^trusted record key' "$work/out")" -eq 2 ] || fail 'not both record keys'
expect 0 changegate deploy --env staging
doc 0
says 'it follows'
expect 4 changegate verify --trust "$work/a/kept-trust.json" "git:$ref"
says LEDGER-CHECKPOINT
ok 'keys are replaced: what the old ones signed counts, and nothing after it'

# ---- stolen keys ------------------------------------------------------------------------------------

git fetch -q origin change-records
git show FETCH_HEAD:checkpoint >"$work/a/kept-checkpoint"
good_size=$(sed -n 2p "$work/a/kept-checkpoint")
expect 0 changegate deploy --env staging # by the thief
git checkout -q -b newer-keys
expect 0 changegate keygen --rotate "$good_size" --reason stolen --keys "$work/a/newer-keys"
git commit -q -m 'PAY-4 New keys again' .changegate/trust.json
git checkout -q main
as Carol
git merge -q --no-ff -m 'New keys again' -m 'Refs: PAY-4
Reviewed-by: Bob <bob@example.org>' newer-keys
git push -q origin main
as Alice
use_keys "$work/a/newer-keys"
expect 4 changegate verify
says_it
expect 4 changegate deploy --env staging
says SIG-RETIRED
doc 0
says "append-only since size $good_size: proven by the checkpoint given"
CHANGEGATE_CHECKPOINT_FINGERPRINT=$(jq -r --argjson size "$good_size" '.keys[] |
	select(.usage == "checkpoint" and .retired.size == $size) | .fingerprint' .changegate/trust.json)
export CHANGEGATE_CHECKPOINT_FINGERPRINT
expect 0 changegate deploy --env staging
unset CHANGEGATE_CHECKPOINT_FINGERPRINT
expect 0 changegate verify --checkpoint "$work/a/kept-checkpoint"
ok 'what a thief appended is taken out, and what was kept decides'

# ---- a record that did not get in -------------------------------------------------------------------

# The origin goes away as soon as the attempt is in it. Many reports, so that there is time.
for i in $(seq 1 300); do
	cp build/junit/a.xml "build/junit/b$i.xml"
done
go_away() {
	local file=$work/a/payments.git/$ref before
	before=$(<"$file")
	until [ "$(<"$file")" != "$before" ] && [ ! -e "$file.lock" ]; do
		[ ! -e "$work/done" ] || return 0
	done
	mv "$work/a/payments.git" "$work/a/away.git"
}
interrupted_deploy() {
	local try process
	for try in $(seq 1 20); do
		push_change "PAY-1$try"
		rm -f ../kept.json "$work/done"
		go_away 2>/dev/null &
		process=$!
		# libgit2 loses what it had read of an origin that goes away just then.
		LSAN_OPTIONS=detect_leaks=0 run changegate deploy --env staging --output envelope=../kept.json
		touch "$work/done"
		wait "$process"
		[ ! -e "$work/a/away.git" ] || mv "$work/a/away.git" "$work/a/payments.git"
		# Whoever held a lock there could not take it away.
		find "$work/a/payments.git" -name '*.lock' -delete
		[ "$status" -eq 0 ] || break
	done
	if [ "$status" -ne 4 ] || [ ! -e ../kept.json ]; then
		fail "status $status, and never an interrupted deploy with a record"
	fi
}
interrupted_deploy
says_it
doc 0
says 'appended as leaf'
doc 0
expect 0 changegate verify --reperform
interrupted_deploy
expect 0 changegate deploy --env staging
expect 4 changegate ledger append ../kept.json
says_it
expect 0 changegate verify --reperform
ok 'a kept record is handed in later, or has been overtaken'

# ---- refused ----------------------------------------------------------------------------------------

new_clone "$work/b/payments" '  mode: inbox' '  wait: 1s'
git show main:.changegate/trust.json >"$work/b/kept-trust.json"
expect 4 changegate deploy --env staging --baseline
sleep 1.1
expect 4 changegate deploy --env staging --baseline
says INBOX-WAITING
expect 4 changegate ledger sequence
says_it
doc 0
says '"recordKind": "attempt"'
says 'attempt record'
doc 0
[ -z "$(git -C "$work/b/payments.git" for-each-ref refs/changegate/refused)" ] || fail 'still there'
run changegate deploy --env staging --baseline
[ "$status" -eq 4 ] || fail 'somebody sequences'
doc 0
says 'appended 1, '
ok 'what was refused can be looked at and removed'

# ---- our own repository, and kills ------------------------------------------------------------------

cd "$work/a/payments"
use_keys "$work/a/newer-keys"
rm -rf .git/changegate/ledger-*.git/objects
expect 3 changegate verify
doc 0
says intact
push_change PAY-50
changegate deploy --env staging >/dev/null 2>&1 &
process=$!
sleep 0.05
{ kill -9 "$process" && wait "$process"; } 2>/dev/null || true
doc 0
says intact
ok 'a broken repository of our own, and a killed process'

[ -z "$(block sh $((commands + 1)))" ] || fail 'the page has commands that nobody ran'
[ -z "$(block text $((messages + 1)))" ] || fail 'the page has messages that nobody compared'
ok "$commands blocks of commands and $messages messages of docs/recovery.md"
