#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a deploy out of a clone of one commit find its range, in how many requests to git's own server, and
# what if that gives nothing? The real binary, git's own http server, and a model of GitHub.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/pr-library"
export CHANGEGATE_RECORD_KEY_FILE=$SHARED/record.key
export CHANGEGATE_CHECKPOINT_KEY_FILE=$SHARED/checkpoint.key

servers=()
trap 'kill "$server" "${servers[@]}" 2>/dev/null || :; [ -n "${KEEP-}" ] || rm -rf "$work"' EXIT
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script

# serve NAME OPTION...: the bare repositories in $work/root; sets the variable NAME to the port.
serve() {
	local name=$1
	shift
	"$here/../fake/git-server" --root "$work/root" --log "$work/$name.log" "$@" \
		<&"$hold" >"$work/$name.port" 2>"$work/$name.err" &
	servers+=($!)
	until [ -s "$work/$name.port" ]; do sleep 0.02; done
	printf -v "$name" %s "$(<"$work/$name.port")"
}

asked() { # NAME: requests since it was last asked
	[ -e "$work/$1.log" ] || { echo 0 && return; }
	wc -l <"$work/$1.log"
	: >"$work/$1.log"
}

same() { # WHAT WANTED FOUND
	[ "$2" = "$3" ] || fail "$1 is '$3', expected '$2'"
}

# clone PORT NAME: as actions/checkout makes it, with the ledger.
clone() {
	rm -rf "${SCRATCH:?}/$2"
	git clone -q --depth 1 "file://$work/root/pay.git" "$SCRATCH/$2"
	git -C "$SCRATCH/$2" remote set-url origin "http://127.0.0.1:$1/pay.git"
	cp -R "$SCRATCH/repository/.git/changegate" "$SCRATCH/$2/.git/"
	cd "$SCRATCH/$2"
}

deploy() {
	run_gate deploy --env staging --dry-run --format json "$@"
}

mkdir "$work/root"
begin shallow
check unit
"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err"
merged_pull 3 merge bob
merged_pull 4 squash bob
merged_pull 5 squash bob
check unit
git clone -q --mirror . "$work/root/pay.git"
serve good
serve bad --status 404

clone "$good" clone
deploy
same status 5 "$status"
same commits 4 "$(jq .range.commitCount "$SCRATCH/out")"
[ -e .git/shallow ] || fail 'the clone was changed'
same 'git rev-list' 1 "$(git rev-list --count HEAD)"
found=$(asked good)
echo "   branch and heads: $found requests"
[ "$found" -ge 2 ] || fail "$found requests: nothing was fetched"
[ "$found" -le 4 ] || fail "$found requests"
ok 'what a clone of one commit lacks is fetched'

deploy
same status 5 "$status"
found=$(asked good)
echo "   again: $found requests"
[ "$found" -le 1 ] || fail "$found requests though all is here"
ok 'the next run in the same folder fetches nothing again'

git -C "$SCRATCH/repository" checkout -q -b aside
cd "$SCRATCH/repository" && commit 'PAY-9 aside'
cd "$SCRATCH/clone"
git fetch -q --depth 1 "$SCRATCH/repository" aside
deploy --sha FETCH_HEAD
[[ $status == [13] ]] || fail "a commit that the origin has not: status $status"
ok 'a commit that the origin has not is none of its branches'

clone "$bad" without
deploy
same status 3 "$status"
grep -q 'fetch-depth: 0' "$SCRATCH/err" || fail 'it does not say what to do'
grep -q 'could not be fetched: fetching from 127.0.0.1' "$SCRATCH/err" || fail 'it does not say why'
ok 'an origin that gives nothing is an error with the command'
