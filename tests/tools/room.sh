# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Where do tests write? In memory, where there is room and programs may be started: each deploy waits for the disk a
# dozen times, and git for each object. Sourced; sets TMPDIR, unless somebody has.
room_in_memory() {
	local probe
	[ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 1000000 ] &&
		probe=$(mktemp /dev/shm/room-XXXXXX) || return 1
	printf '#!/bin/sh\n' >"$probe"
	chmod +x "$probe"
	if ! "$probe" 2>/dev/null; then
		rm -f "$probe"
		return 1
	fi
	rm -f "$probe"
}
[ -n "${TMPDIR-}" ] || ! room_in_memory || export TMPDIR=/dev/shm
