# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the commit in place is deployed again with an artefact that it does not name.
# Twin: with the one that it names.

story() { # ARTEFACT that is named the second time
	github_gitops "$(promotions)"
	shop_passed 2
	update 2 moved 1 2
	merge_pull 2 olivia squash
	deploy production
	promoted
	deploy production --artifact "$(digest "$1")"
}

scenario() {
	story 3
	expect 1 refused change=FAIL:CHG-WORKLOAD-OTHER
}

twin() {
	story 2
	expect 0 allowed change=PASS:CHG-WORKLOAD
}
