#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the pure folders call only what their lists allow? pure.sh OBJECTS FOLDER...: the undefined symbols
# of OBJECTS/FOLDER/*.o, less what these folders define themselves, must be exactly the lines of
# tests/tools/pure/FOLDER.symbols. The four that a compiler may call by itself are always allowed.
set -u
export LC_ALL=C

objects=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# Only objects whose source is still there.
current() { # folder
	local source
	for source in "$1"/*.c; do
		[ -e "$source" ] && echo "$objects/${source%.c}.o"
	done
}

for folder in "$@"; do
	current "$folder"
done >"$work/objects"
xargs -r nm -g --defined-only <"$work/objects" | awk 'NF == 3 { print $3 }' | sort -u >"$work/own"
# The build writes the first four, from policies/ and reports/pack/.
printf '%s\n' page_part page_part_count preset_bytes preset_bytes_count memcmp memcpy memmove memset |
	sort -u - "$work/own" >"$work/defined"

for folder in "$@"; do
	list=tests/tools/pure/$folder.symbols
	if [ ! -e "$list" ]; then
		echo "$list: missing"
		status=1
		continue
	fi
	sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$list" >"$work/list"
	sort -c -u "$work/list" 2>/dev/null || { echo "$list: not sorted, or a line twice" && status=1; }
	sort -u "$work/list" >"$work/allowed"
	current "$folder" | xargs -r nm -A -u | sed 's/^\([^:]*\): *[UvwW] /\1 /' |
		sort -k 2 >"$work/used_by"
	awk '{ print $2 }' "$work/used_by" | sort -u | comm -23 - "$work/defined" >"$work/used"
	for symbol in $(comm -23 "$work/used" "$work/allowed"); do
		object=$(awk -v symbol="$symbol" '$2 == symbol { print $1; exit }' "$work/used_by")
		source=${object#"$objects"/}
		echo "${source%.o}.c: calls $symbol, which $list does not allow"
		status=1
	done
	for symbol in $(comm -13 "$work/used" "$work/allowed"); do
		echo "$list: $symbol is not called by any file"
		status=1
	done
done
exit "$status"
