# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a check that a job with `checks: write` posted into the suite of the required run does not hide
#   that its own job of that name failed: what is no job of the run is no evidence.
# Twin: the job itself succeeded in a second attempt.

story() { # posted|job: what came second
	local app='{"id":15368,"slug":"github-actions"}' commit
	github_unit
	merged_pull 3 merge bob
	commit=$(commit_of HEAD)
	check unit --conclusion failure
	if [ "$1" = posted ]; then
		event check id:=7 name=unit commit="$commit" conclusion=success "app:=$app" \
			suite=run-5550002
	else
		check unit --attempt 2
	fi
	deploy staging
}

scenario() {
	story posted
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story job
	expect 0 allowed tests=PASS:TEST-PASSED
}
