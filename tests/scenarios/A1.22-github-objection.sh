# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: somebody asked for changes of the promotion, and that is still open.
# Twin: nobody did.

story() { # COMMAND... on the request
	github_gitops "$(promotions)"
	shop_passed 2
	update 2 moved 1 2
	"$@"
	merge_pull 2 olivia squash
	deploy production
}

scenario() {
	story review bob 2 changes_requested
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED change=PASS:CHG-PROMOTION \
		ticket=NOT_APPLICABLE:CHG-PROMOTION
}

twin() {
	story true
	promoted
}
