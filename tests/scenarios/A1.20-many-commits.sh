# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a range over the limit of 20,000 commits is an error, never a silent cut.
# Twin: a range just below the limit is judged whole.

story() { # COMMITS
	local i
	started
	{
		echo 'reset refs/heads/main'
		echo 'from refs/heads/main^0'
		for ((i = 1; i <= $1; i++)); do
			printf 'commit refs/heads/main\ncommitter Alice <alice@example.org> %d +0000\n' \
				$((1767225600 + i))
			printf 'data 36\nPAY-2 x\n\nReviewed-by: Bob <bob@b.c>\n'
		done
	} >"$SCRATCH/stream"
	git fast-import --quiet --force <"$SCRATCH/stream"
	deploy staging --dry-run
}

scenario() {
	story 20001
	expect_error 3 20000
}

twin() {
	story 2000
	expect 5 allowed approval=PASS:APPR-COUNTED
	expect_range forward 2000
}
