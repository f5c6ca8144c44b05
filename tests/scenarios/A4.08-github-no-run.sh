# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a check of GitHub Actions that belongs to no run, as a job with `checks: write` can
#   post it, proves nothing.
# Twin: it belongs to a run of the workflow.

story() { # yes: it belongs to a run
	local app='{"id":15368,"slug":"github-actions"}' commit
	github_unit
	merged_pull 3 merge bob
	if [ "$1" = yes ]; then
		check unit
	else
		commit=$(commit_of HEAD)
		event check id:=7 name=unit commit="$commit" conclusion=success "app:=$app"
	fi
	deploy staging
}

scenario() {
	story no
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story yes
	expect 0 allowed tests=PASS:TEST-PASSED
}
