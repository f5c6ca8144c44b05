# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: a run for another request with the same head, from another branch and into one whose workflow
#   file is another one, tested nothing: GitHub runs the file of the merge with that branch.
# Twin: the run was for the request that was merged.

story() { # NUMBER of the request that the run was for
	github_unit
	branch attack
	mkdir -p .github/workflows
	echo 'jobs: { unit: { steps: [{ run: exit 0 }] } }' >.github/workflows/ci.yml
	git add .
	commit 'PAY-2 nothing is tested'
	push_as alice attack
	onto main
	topic topic
	git branch decoy
	pull 2 topic
	pull 3 decoy attack
	tick
	event check id:=8880001 name=unit commit="$(commit_of topic)" conclusion=success \
		"run:={\"id\":9990001,\"event\":\"pull_request\",\"path\":\".github/workflows/ci.yml\",\"pull\":$1}"
	approved 2 bob
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story 3
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story 2
	expect 0 allowed tests=PASS:TEST-PASSED
}
