#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do these tests pass? Standard input has a line "name command..." for each. Runs JOBS at a time,
# says `ok NAME` or `FAIL NAME` with the output, and ends with `N passed, N failed`.
set -u

limit_seconds=${TEST_SECONDS:-900}

run_one() {
	local results=$1 name=$2 command=$3 begin=$SECONDS status=0 log
	log=$results/$BASHPID
	mkdir "$log.tmp"
	TMPDIR=$log.tmp timeout -k 10 "$limit_seconds" sh -c "$command" >"$log" 2>&1 </dev/null ||
		status=$?
	chmod -R u+rwX "$log.tmp"
	rm -rf "$log.tmp"
	if [ "$status" -eq 0 ]; then
		echo "ok   $name ($((SECONDS - begin)) s)"
		echo ok >"$log.status"
	else
		{
			echo "FAIL $name (status $status, $((SECONDS - begin)) s): $command"
			tail -n 200 "$log" | sed 's/^/     | /'
		} >"$log.report"
		cat "$log.report"
		echo "FAIL $name" >"$log.status"
	fi
}

# shellcheck source=/dev/null
. "$(dirname "$0")/tools/room.sh"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
# Tests start from no configuration and no repository of the person who runs them.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

running=0
while read -r name command; do
	if [ "$running" -ge "${JOBS:-2}" ]; then
		wait -n
		running=$((running - 1))
	fi
	run_one "$results" "$name" "$command" &
	running=$((running + 1))
done
wait

passed=$(cat /dev/null "$results"/*.status 2>/dev/null | grep -c '^ok')
failed=$(cat /dev/null "$results"/*.status 2>/dev/null | grep -c '^FAIL')
cat /dev/null "$results"/*.status 2>/dev/null | grep '^FAIL'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
