# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approver who pressed the button that updates the branch contributed nothing.
# Twin: a merge of his own machine that only names GitHub as its committer: nobody knows what else he
#   pushed.

story() { # VALID
	github_started
	topic topic
	pull 3 topic
	onto main
	branch other
	as "$CAROL"
	commit --file other.txt 'PAY-3 other'
	pull 4 other --by carol
	approved 4 alice
	merge_pull 4 olivia merge
	onto topic
	tick
	under "$BOB" "$WEB_FLOW" git merge -q --no-ff --no-edit main
	event signature commit="$(commit_of HEAD)" valid:="$1" wasSignedByGitHub:="$1"
	push_as bob topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story false
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: pushed to its branch'
}
