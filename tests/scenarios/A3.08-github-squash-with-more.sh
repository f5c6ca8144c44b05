# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a squash that has something which the request has not is not what was reviewed.
# Twin: it has not.

story() { # TEXT
	local base
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	base=$(commit_of HEAD)
	git merge -q --squash topic >/dev/null
	[ -z "$1" ] || echo "$1" >more.txt
	git add .
	tick
	under "$ALICE" "$WEB_FLOW" git commit -q -m 'PAY-2 more (#3)'
	event merge number:=3 by=bob method=squash commit="$(commit_of HEAD)" base_commit="$base"
	deploy staging
}

scenario() {
	story 'one more thing'
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH
}

twin() {
	story ''
	expect 0 allowed approval=PASS:APPR-COUNTED
}
