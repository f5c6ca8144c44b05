# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: more than 100,000 trailers in one range are an error that says what to do.
# Twin: 100,000 are read.

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

story() { # COMMITS with 200 trailers each
	started
	commits "$1" "$(message 'PAY-2 x' "Reviewed-by: $BOB" "$(seq 199 | sed 's/^/Note: /')")" \
		>"$SCRATCH/stream"
	git fast-import --quiet --force <"$SCRATCH/stream"
	deploy staging --dry-run
}

scenario() {
	story 501
	expect_error 3 'deploy something in between first'
}

twin() {
	story 500
	expect 5 allowed approval=PASS:APPR-COUNTED
}
