#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long does the gate ask GitHub, and how much memory does advice on one request take? Over a model of
# GitHub with 50 ms of latency: the time of `collect` by that of the round trips that follow each other,
# which the server's log shows. Without latency: `pr`. Prints numbers and ratios; nothing is asserted.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=$(realpath "${BUILD:-$root/build}")
export BUILD
. "$root/tests/e2e/pr-library"

latency_ms=50
gate='tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }], max_attempts: 3 }'

# Requests that came when no other was being answered: each had to wait for the answers before.
round_trips() {
	requests '.concurrency == 1'
}

took_ms() { # COMMAND...: the fastest of five
	local i begin fastest=999999 ms
	for i in 1 2 3 4 5; do
		: >"$WORLD/log.ndjson"
		begin=$EPOCHREALTIME
		"$@" >"$SCRATCH/out" 2>"$SCRATCH/err" || :
		ms=$(((${EPOCHREALTIME/./} - ${begin/./}) / 1000))
		[ "$ms" -ge "$fastest" ] || fastest=$ms
	done
	echo "$fastest"
}

many() { # REQUESTS STEPS: each with so many commits, rebased
	local number i
	for ((number = 1; number <= $1; number++)); do
		branch "topic-$number"
		as "$ALICE"
		for ((i = 1; i <= $2; i++)); do commit --file "file-$number.txt" "PAY-1 step $i of $number"; done
		pull "$number" "topic-$number"
		approved "$number" bob
		check unit --event pull_request
		merge_pull "$number" olivia rebase
	done
	check unit
}

measure() { # NAME REQUESTS STEPS
	local without with trips
	begin "$1" "$gate"
	check unit
	export CHANGEGATE_RECORD_KEY_FILE=$SHARED/record.key CHANGEGATE_CHECKPOINT_KEY_FILE=$SHARED/checkpoint.key
	"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err"
	many "$2" "$3"
	without=$(took_ms "$BIN" collect --env staging)
	event latency ms:=$latency_ms
	with=$(took_ms "$BIN" collect --env staging)
	trips=$(round_trips)
	[ "$(jq -r .forge.availability.state "$SCRATCH/out")" = known ] || fail 'GitHub was not asked'
	awk -v name="$1" -v with="$with" -v without="$without" -v trips="$trips" -v all="$(requests)" \
		-v ms="$latency_ms" 'BEGIN { printf "%s: %d requests in %d round trips, %d ms (without latency %d ms): %.2f " \
		"of %d ms, the aim is 1.3 and 100 ms\n", name, all, trips, with, without,
		with / (trips * ms), trips * ms }'
}

[ -n "${ONLY_ADVICE-}" ] || {
	measure '1-commit' 1 1
	measure '100-commits-25-requests' 25 4
	measure '300-commits-60-requests' 60 5
}

build_peak_memory() {
	mkdir -p "$BUILD/e2e-tools"
	"${CC:-gcc}" -std=c11 -O2 -D_GNU_SOURCE -o "$BUILD/e2e-tools/peak_memory" "$root/tests/tools/peak_memory.c"
}

begin advice comment=never
request
check unit --event pull_request
build_peak_memory
cd "$work/nowhere"
ms=$(took_ms "$BIN" pr 7)
asked=$(requests)
served=$(jq -s 'map(.ms) | add' "$WORLD/log.ndjson")
"$BUILD/e2e-tools/peak_memory" "$BIN" pr 7 >"$SCRATCH/out" 2>"$SCRATCH/peak" || :
grep -q '^changegate: PR #7 ' "$SCRATCH/out" || fail 'no advice'
echo "pr, one request: $ms ms, of which the model takes $served ms in $asked requests (aim 60 ms);" \
	"$(tail -n 1 "$SCRATCH/peak" | cut -d ' ' -f 2) kB of its own memory (aim 24000 kB)"
