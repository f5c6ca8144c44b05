# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: a check that a token posted under a job's name, and that GitHub lists within the run of the named
#   workflow, is no job of that run.
# Twin: the job ran.

tested_started() { # what is in place was tested there too
	repository "repository=github.com/acme/$world_name" forge=github \
		"api=$GITHUB_SERVER/$(basename "$SCRATCH")" \
		'ledger={ store: "dir:.git/changegate/ledger", origin: example.org/acme/pay }' \
		'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }'
	github_world
	check unit
	baseline staging
}

story() { # EVENT KEY=VALUE...: of the check
	local run
	tested_started
	merged_pull 2 squash bob
	check build
	run=${run_of[$(commit_of HEAD) .github/workflows/ci.yml push]}
	tick
	event check id:=8880001 name=unit commit="$(commit_of HEAD)" conclusion=success \
		"run:={\"id\":$run}" "$@"
	deploy staging
}

scenario() {
	story posted:=true
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story
	expect 0 allowed tests=PASS:TEST-PASSED
}
