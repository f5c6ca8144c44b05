# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a request from a fork needs its approval like others; that its author is an owner of the
#   organization is no matter.
# Twin: Bob approves it.

story() { # [LOGIN...]
	github_started
	account dave 104 read dave@example.org
	event account login=dave id:=104 permission=read association=OWNER emails:='["dave@example.org"]'
	branch patch
	as "$(person_of dave)"
	commit 'PAY-2 more'
	event signature commit="$(commit_of HEAD)" valid:=true signer=dave
	pull 2 patch --by dave --fork dave
	approved 2 dave "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
