# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who pushed to the branch of a fork is not told: only signatures can say who wrote it.
# Twin: the commits are signed by who made them.

story() { # VALID
	github_started
	branch patch
	as "$(person_of dave)"
	commit 'PAY-2 more'
	event signature commit="$(commit_of HEAD)" valid:="$1" signer=dave
	pull 2 patch --by dave --fork dave
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story false
	expect 3 unknown approval=UNKNOWN:APPR-PUSHER-UNKNOWN
}

twin() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED
}
