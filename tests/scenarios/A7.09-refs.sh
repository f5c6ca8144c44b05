# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an environment takes only commits of its branches.
# Twin: the commit is on that branch.

story() { # COMMAND...
	repository branches='[main, "release/*"]' environments='{ staging: { refs: ["release/*"] } }'
	git branch release/1
	baseline staging
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	"$@"
	deploy staging
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-SOURCE-OTHER
}

twin() {
	story git branch -f release/1
	expect 0 allowed separation=PASS:ENV-SOURCE
}
