# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: GitHub signs a squash in the name of who opened the request, whoever wrote it: where an app did all
#   of it, one approval is not enough.
# Twin: two people approve.

story() { # LOGIN...
	github_started
	branch topic
	push_as github-actions topic
	branch below
	as "$ALICE"
	commit 'PAY-2 by Alice'
	pull 3 below topic --by bob
	onto topic
	git merge -q --squash below >/dev/null
	tick
	under "$BOB" "$WEB_FLOW" git commit -q -m 'PAY-2 more (#3)'
	event merge number:=3 by=github-actions method=squash commit="$(commit_of HEAD)" \
		base_commit="${pushed[topic]}"
	pushed[topic]=$(commit_of HEAD)
	pull 4 topic --by github-actions
	approved 4 "$@"
	merge_pull 4 olivia merge
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:APPR-MACHINE-PUSH
}

twin() {
	story alice carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
