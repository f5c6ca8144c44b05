# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where each author has to be covered, two people who wrote and signed a commit each cover each other.
# Twin: the commits are not signed: both pushed, so either may have written all.

story() { # VALID
	github_started approval='{ independence: covers-each-author }'
	topic topic
	event signature commit="$(commit_of HEAD)" valid:="$1" signer=alice
	push_as alice topic
	as "$BOB"
	commit 'PAY-2 again'
	event signature commit="$(commit_of HEAD)" valid:="$1" signer=bob
	push_as bob topic
	pull 3 topic --by carol
	approved 3 alice bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-MUTUAL
}

twin() {
	story false
	expect 1 refused approval=FAIL:APPR-SELF
}
