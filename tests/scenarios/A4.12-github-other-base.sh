# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: where another request from the same branch, into a branch with another workflow file, was open
#   while a run was made, nobody knows which file it ran: a run names no request.
# Twin: the other request was opened two hours after the run.

attack() { # what goes into the branch is not tested at all
	branch attack
	mkdir -p .github/workflows
	echo 'jobs: { unit: { steps: [{ run: exit 0 }] } }' >.github/workflows/ci.yml
	git add .
	commit 'PAY-2 nothing is tested'
	push_as alice attack
	onto main
}

ran() { # NUMBER of the request that it was for
	tick
	event check id:=8880001 name=unit commit="$(commit_of topic)" conclusion=success \
		"run:={\"id\":9990001,\"event\":\"pull_request\",\"path\":\".github/workflows/ci.yml\",\"pull\":$1}"
}

story() { # before|after: when the other request was opened
	github_unit
	attack
	topic topic
	pull 2 topic
	[ "$1" = after ] || pull 3 topic attack
	ran 2
	seconds=$((seconds + 7200))
	[ "$1" = before ] || pull 3 topic attack
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story before
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story after
	expect 0 allowed tests=PASS:TEST-PASSED
}
