# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: more than 20,000 approvals in one deploy are unknown, never cut.
# Twin: 20,000 are judged whole.

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

story() { # COMMITS with 200 approvals each
	started
	commits "$1" "$(message 'PAY-2 x' "$(seq 200 | sed 's,.*,Reviewed-by: B& <b&@example.org>,')")" \
		>"$SCRATCH/stream"
	git fast-import --quiet --force <"$SCRATCH/stream"
	deploy staging --dry-run
}

scenario() {
	story 101
	expect 3 unknown approval=UNKNOWN:APPR-UNAVAILABLE
	expect_because 20000
}

twin() {
	story 100
	expect 5 allowed approval=PASS:APPR-COUNTED
}
