# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: for whom an agent pushed is not told, so its request needs an approval more.
# Twin: two approve it.

story() { # LOGIN...
	github_started
	bot copilot 302
	branch agent
	as 'copilot[bot] <302+copilot[bot]@users.noreply.github.com>'
	commit 'PAY-2 more'
	pull 2 agent --by copilot
	approved 2 "$@"
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story bob carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
