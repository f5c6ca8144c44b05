# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever committed a change cannot approve it, whoever is named as its author; names
#   and dates are claimed.
# Twin: a third person approves.

story() { # TRAILER
	started
	tick
	echo more >>app.txt
	GIT_COMMITTER_NAME='Bob Baker' GIT_COMMITTER_EMAIL=bob@example.org \
		git commit -q -a -m "$(message 'PAY-2 more' "$@")"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'Bob Baker <bob@example.org> not counted: committed'
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
	expect_because '(claimed)'
}
