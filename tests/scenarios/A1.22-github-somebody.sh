# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Alice moves the digest herself: she is no app that may promote, so she needs a ticket and an
#   approval.
# Twin: the app does.

story() { # LOGIN of who opens it
	github_gitops "$(promotions)"
	shop_passed 2
	branch update
	tick
	moved 1 2
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	pull 2 update --by "$1" --title 'update'
	merge_pull 2 olivia squash
	deploy production
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING
	expect_not change=PASS:CHG-PROMOTION
}

twin() {
	story image-updater
	promoted
}
