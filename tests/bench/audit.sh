#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long do population, seal and sample take over a large ledger, compared with reading the same bytes
# and with openssl verifying as many signatures, and how much memory of their own do they need? And
# how many files does a deploy read of it? Prints milliseconds, ratios and kilobytes; nothing is asserted.
# usage: audit.sh [RECORDS...]   (aim: 5 s for 100,000 records on two idle processors, and memory that
# grows by some hundred bytes a record: digests and ids)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/../e2e/library"
[ $# -gt 0 ] || set -- 10000 100000
steps=('population --from 2020-01-01 --to 2099-12-31' seal 'sample --n 60 --seed 83920174652910483756')

mkdir -p "$tools"
"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$tools/peak_memory" "$project/tests/tools/peak_memory.c"
git init -q -b main "$work/repository"
cd "$work/repository"
git -c user.name=Bench -c user.email=bench@example.org commit -q --allow-empty -m PAY-1
verifies=$(openssl speed -mr -seconds 2 ecdsap256 2>/dev/null | awk -F: '/F4/ { print int($NF) }')

policy() { # FOLDER
	printf '%s\n' '{"version":1,"extends":"starter@1","repository":"example.org/acme/payments",' \
		'"tickets":{"projects":["PAY"]},"tests":{"required":[{"junit":"*.xml"}]},' \
		'"environments":{"production":{}},' \
		"\"ledger\":{\"store\":\"dir:$1/ledger\",\"origin\":\"example.org/acme/payments/ledger\"}}"
}

# COMMAND...: leaves its milliseconds in $took, those of processors in $busy.
timed() {
	local begin=${EPOCHREALTIME/./} TIMEFORMAT='%U %S'
	{ time "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }; } 2>"$work/times"
	took=$(((${EPOCHREALTIME/./} - begin) / 1000))
	busy=$(awk '{ printf "%d", ($1 + $2) * 1000 }' "$work/times")
}

times() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f times", a / (b > 0 ? b : 1) }'; }

measure() { # RECORDS
	local folder=$work/$1 total=0 all_busy=0 read signatures step memory=()
	mkdir "$folder"
	"$BUILD/tests/bench/ledger" "$folder" "$1"
	policy "$folder" >"$folder/policy.yml"
	export CHANGEGATE_RECORD_KEY_FILE=$folder/record.key CHANGEGATE_CHECKPOINT_KEY_FILE=$folder/checkpoint.key
	chmod 600 "$folder"/*.key
	world=(--policy "$folder/policy.yml" --trust "$folder/trust.json" --directory)
	"$BUILD/tests/bench/reads" "$folder"
	timed bash -c "find '$folder/ledger' -type f -print0 | sort -z | xargs -0 cat | wc -c"
	read=$took
	signatures=$(($1 * 1000 / verifies))
	for step in "${steps[@]}"; do
		# shellcheck disable=SC2086 # options
		timed "$BIN" audit $step "${world[@]}" "$folder/audit"
		# shellcheck disable=SC2086 # options
		"$tools/peak_memory" "$BIN" audit $step "${world[@]}" "$folder/again" 2>"$work/memory" >/dev/null
		memory+=("$(awk 'END { print $2 }' "$work/memory") kB")
		echo "$1 records, ${step%% *}: $took ms, $busy ms of processors, ${memory[-1]}"
		total=$((total + took)) all_busy=$((all_busy + busy))
	done
	echo "$1 records in all: $total ms (aim: $(($1 / 20))), $(times "$total" "$read") reading the same bytes ($read ms);" \
		"$all_busy ms of processors, $(times "$all_busy" "$signatures") openssl verifying as many signatures" \
		"($signatures ms); load $(cut -d ' ' -f 1 /proc/loadavg) on $(nproc) processors"
}

for records in "$@"; do measure "$records"; done
