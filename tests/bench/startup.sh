#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How much longer than an empty program linked to the same libraries do `version` and `evaluate` (of a
# document with one change request) take to start? Prints ratios of the fastest and the median of 50
# runs, interleaved. The aim is 1.5; nothing is asserted.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/../e2e/library"

new_repository "$work/repository"
expect 0 "$BIN" deploy --env staging --baseline
reviewed_change PAY-2
expect 0 "$BIN" collect --env staging --output "$work/evidence"

mkdir -p "$tools"
echo 'int main(void) { return 0; }' >"$work/empty.c"
# shellcheck disable=SC2046 # lists of words
"${CC:-gcc}" -O2 -fPIE -pie -o "$tools/empty" "$work/empty.c" -Wl,--no-as-needed -Wl,-z,relro,-z,now \
	$(ldd "$BIN" | sed -nE 's/.*=> (\/[^ ]*) .*/\1/p' | grep -v 'libc\.so')

# Microseconds of one run of a command.
took() {
	local begin=${EPOCHREALTIME/./} end
	"$@" >/dev/null
	end=${EPOCHREALTIME/./}
	echo $((end - begin))
}

for _ in $(seq 1 50); do
	took "$tools/empty" >>"$work/empty.times"
	took "$BIN" version >>"$work/version.times"
	took "$BIN" evaluate "$work/evidence" >>"$work/evaluate.times"
done

at() {
	sort -n "$work/$1.times" | sed -n "$2p"
}
ratio() {
	awk -v a="$(at "$1" "$2")" -v b="$(at empty "$2")" 'BEGIN { printf "%.2f", a / b }'
}
echo "empty program: fastest $(at empty 1) us, median $(at empty 25) us"
for name in version evaluate; do
	echo "$name: fastest $(ratio $name 1) times, median $(ratio $name 25) times (aim: 1.50)"
done
