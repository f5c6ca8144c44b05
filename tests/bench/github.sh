#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long does the gate ask GitHub, and how much memory does advice on one request take? Over a model of
# GitHub with 50 ms of latency, in a repository that is packed like a clone: the time of `collect`, less
# what the model itself worked while it was waited for, by that of the round trips that follow each other.
# The server's log shows both. Without latency: `pr`. Prints numbers and ratios; nothing is asserted.
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

# While at least one request was being answered.
served_ms() {
	jq -s 'map(((.time[:19] + "Z" | fromdate) * 1000 + (.time[20:23] | tonumber)) as $begin
			| {$begin, end: ($begin + .ms)})
		| reduce sort_by(.begin)[] as $one ({end: 0, sum: 0};
			.sum += ([$one.end - ([.end, $one.begin] | max), 0] | max) | .end = ([.end, $one.end] | max))
		| .sum' "$WORLD/log.ndjson"
}

# fastest COMMAND...: of seven; leaves its time, its processor time, and the server's log of it.
fastest() {
	local i begin ms TIMEFORMAT='%U %S'
	took_ms=999999
	for ((i = 0; i < 7; i++)); do
		: >"$WORLD/log.ndjson"
		begin=$EPOCHREALTIME
		{ time "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" || :; } 2>"$SCRATCH/cpu"
		ms=$(((${EPOCHREALTIME/./} - ${begin/./}) / 1000))
		[ "$ms" -lt "$took_ms" ] || continue
		took_ms=$ms
		cpu_ms=$(awk '{ printf "%d", ($1 + $2) * 1000 }' "$SCRATCH/cpu")
		cp "$WORLD/log.ndjson" "$SCRATCH/log"
	done
	cp "$SCRATCH/log" "$WORLD/log.ndjson"
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
	local trips
	begin "$1" "$gate"
	check unit
	export CHANGEGATE_RECORD_KEY_FILE=$SHARED/record.key CHANGEGATE_CHECKPOINT_KEY_FILE=$SHARED/checkpoint.key
	"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err"
	many "$2" "$3"
	git repack -a -d -q
	event latency ms:=$latency_ms
	fastest "$BIN" collect --env staging
	trips=$(round_trips)
	[ "$(jq -r .forge.availability.state "$SCRATCH/out")" = known ] || fail 'GitHub was not asked'
	awk -v name="$1" -v took="$took_ms" -v cpu="$cpu_ms" -v served="$(served_ms)" -v trips="$trips" \
		-v all="$(requests)" -v ms="$latency_ms" 'BEGIN { own = served - trips * ms
		printf "%s: %d requests in %d round trips, %d ms, of which the model works %d ms; the rest is %.2f of " \
		"%d ms (aim: 1.3, and 100 ms: %d of %d ms); %d ms of processor time\n", name, all, trips, took, own,
		(took - own) / (trips * ms), trips * ms, took - own, trips * ms * 1.3 + 100, cpu }'
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
fastest "$BIN" pr 7
asked=$(requests)
served=$(served_ms)
"$BUILD/e2e-tools/peak_memory" "$BIN" pr 7 >"$SCRATCH/out" 2>"$SCRATCH/peak" || :
grep -q '^changegate: PR #7 ' "$SCRATCH/out" || fail 'no advice'
echo "pr, one request: $took_ms ms, of which the model works $served ms in $asked requests (aim 60 ms);" \
	"$(tail -n 1 "$SCRATCH/peak" | cut -d ' ' -f 2) kB of its own memory (aim 24000 kB)"
