# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was refused for want of an approval is not mended by one that comes later than the
#   merge.
# Twin: it came before the merge, and the deploy is tried again.

story() { # [LOGIN...] before the merge
	github_started
	merged_pull 2 merge "$@"
	deploy staging
	approved 2 carol
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-AFTER-MERGE
}

twin() {
	story bob
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
