# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one approved request among several says nothing of the others.
# Twin: all are approved.

story() { # [LOGIN...] who approves the second
	github_started
	merged_pull 2 squash bob
	merged_pull 3 squash "$@"
	merged_pull 4 squash carol
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=PASS:APPR-COUNTED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
