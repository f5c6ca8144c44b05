# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that slipped in between those of a rebase came with no request.
# Twin: there is none.

with_inserted() { # NUMBER LOGIN
	under "$CAROL" "$CAROL" git cherry-pick "refs/pull/$1/head^" >/dev/null
	commit --file slipped.txt 'PAY-1 slipped in'
	under "$CAROL" "$CAROL" git cherry-pick "refs/pull/$1/head" >/dev/null
}

story() { # METHOD
	github_started
	topic topic
	commit --file second.txt 'PAY-1 and more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia "$1"
	deploy staging
}

scenario() {
	story inserted
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story rebase
	expect 0 allowed approval=PASS:APPR-COUNTED
}
