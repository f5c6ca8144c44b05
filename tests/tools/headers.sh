#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does each file that offers functions say so in a header of its name? headers.sh BUILD SOURCE...
# json_write.c may share json.h. A file that offers only its `const struct` is named by a table; main
# and the tables need no header.
set -u

has_header() { # path without ending
	local stem=$1
	[ -e "$stem.h" ] && return
	while [[ ${stem##*/} == *_* ]]; do
		stem=${stem%_*}
		[ -e "$stem.h" ] && return
	done
	return 1
}

status=0
build=$1
shift
for source in "$@"; do
	object=$build/${source%.c}.o
	case $source in
	cmd/main.c | */table.c) continue ;;
	esac
	has_header "${source%.c}" && continue
	functions=$(nm -g --defined-only "$object" | awk '$2 == "T" { print $3 }' | head -n 3 | tr '\n' ' ')
	if [ -n "$functions" ]; then
		echo "$source: offers $functions but there is no ${source%.c}.h"
		status=1
	fi
done
exit "$status"
