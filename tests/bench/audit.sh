#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long do population, seal and sample take over a large ledger, compared with reading the same bytes, and
# how much memory of their own? Prints seconds, ratios and kilobytes; nothing is asserted.
# usage: audit.sh [RECORDS]   (aim: 5 s for 100,000 records on two cores, and memory that stays flat)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/../e2e/library"
most=${1:-100000}

mkdir -p "$tools"
"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$tools/peak_memory" "$project/tests/tools/peak_memory.c"
git init -q -b main "$work/repository"
cd "$work/repository"
git -c user.name=Bench -c user.email=bench@example.org commit -q --allow-empty -m PAY-1

policy() { # FOLDER
	printf '%s\n' '{"version":1,"extends":"starter@1","repository":"example.org/acme/payments",' \
		'"tickets":{"projects":["PAY"]},"tests":{"required":[{"junit":"*.xml"}]},' \
		'"environments":{"production":{}},' \
		"\"ledger\":{\"store\":\"dir:$1/ledger\",\"origin\":\"example.org/acme/payments/ledger\"}}"
}

seconds() { # COMMAND...: also leaves the memory in $memory
	local begin=${EPOCHREALTIME/./} end
	"$tools/peak_memory" "$@" >"$work/out" 2>"$work/memory" || { cat "$work/memory" >&2; exit 1; }
	end=${EPOCHREALTIME/./}
	memory=$(tail -n 1 "$work/memory")
	took=$(((end - begin) / 1000))
}

measure() { # RECORDS
	local folder=$work/$1 read
	mkdir "$folder"
	"$BUILD/tests/bench/ledger" "$folder" "$1"
	policy "$folder" >"$folder/policy.yml"
	export CHANGEGATE_RECORD_KEY_FILE=$folder/record.key CHANGEGATE_CHECKPOINT_KEY_FILE=$folder/checkpoint.key
	chmod 600 "$folder"/*.key
	world=(--policy "$folder/policy.yml" --trust "$folder/trust.json" --directory "$folder/audit")
	seconds bash -c "find '$folder/ledger' -type f -print0 | xargs -0 cat | wc -c"
	read=$took
	total=0
	for step in 'population --from 2020-01-01 --to 2099-12-31' seal 'sample --n 60 --seed 83920174652910483756'; do
		# shellcheck disable=SC2086 # options
		seconds "$BIN" audit $step "${world[@]}"
		printf '%s records, %s: %d ms, %s\n' "$1" "${step%% *}" "$took" "$memory"
		total=$((total + took))
	done
	printf '%s records: %d ms in all, %s times reading the same bytes (%d ms); aim 5000 ms for 100000\n' \
		"$1" "$total" "$((total / (read > 0 ? read : 1)))" "$read"
}

measure $((most / 10))
measure "$most"
