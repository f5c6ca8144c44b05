# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval that the forge moved to what had been there before it, and was replaced, is none of that.
# Twin: it is of that, given after the push.

story() { # moved|again
	local earlier
	github_started
	topic topic
	pull 3 topic
	earlier=$(commit_of HEAD)
	git reset -q --hard main
	commit 'PAY-2 otherwise'
	push_as alice topic --force
	approved 3 bob
	git reset -q --hard "$earlier"
	push_as alice topic --force
	if [ "$1" = moved ]; then
		rebind 3 bob topic
	else
		approved 3 bob
	fi
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story moved
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story again
	expect 0 allowed approval=PASS:APPR-COUNTED
}
