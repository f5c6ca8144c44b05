# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: a run for another request with the same head, into a branch whose workflow file is another one,
#   tested nothing: GitHub runs the file of the merge with that branch.
# Twin: the run was for the request that was merged.

tested_started() { # what is in place was tested there too
	repository "repository=github.com/acme/$world_name" forge=github \
		"api=$GITHUB_SERVER/$(basename "$SCRATCH")" \
		'ledger={ store: "dir:.git/changegate/ledger", origin: example.org/acme/pay }' \
		'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }'
	github_world
	check unit
	baseline staging
}

story() { # NUMBER of the request that the run was for
	local head
	tested_started
	branch attack
	mkdir -p .github/workflows
	echo 'jobs: { unit: { steps: [{ run: exit 0 }] } }' >.github/workflows/ci.yml
	git add .
	commit 'PAY-2 nothing is tested'
	push_as alice attack
	onto main
	topic topic
	pull 2 topic
	pull 3 topic attack
	head=$(commit_of topic)
	tick
	event check id:=8880001 name=unit commit="$head" conclusion=success "run:={\"id\":9990001,
		\"event\":\"pull_request\",\"path\":\".github/workflows/ci.yml\",\"pull\":$1}"
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
