# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a range with more text than a record can hold is an error before anything is in its way.
# Twin: less text is read.

commits() { # COUNT MESSAGE
	local i
	echo 'reset refs/heads/main'
	echo 'from refs/heads/main^0'
	for ((i = 1; i <= $1; i++)); do
		printf 'commit refs/heads/main\ncommitter Alice <alice@example.org> %d +0000\n' \
			$((1767225600 + i))
		printf 'data %d\n%s\n' ${#2} "$2"
	done
}

story() { # COMMITS with 200 kB of trailers each
	local long
	printf -v long '%01000d' 0
	started
	commits "$1" "$(message 'PAY-2 x' "Reviewed-by: $BOB" "$(seq 199 | sed "s/^/Note: $long/")")" \
		>"$SCRATCH/stream"
	git fast-import --quiet --force <"$SCRATCH/stream"
	deploy staging --dry-run
}

scenario() {
	story 90
	expect_error 3 'deploy something in between first'
}

twin() {
	story 70
	expect 5 allowed approval=PASS:APPR-COUNTED
}
