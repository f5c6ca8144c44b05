# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the app pushes the move past the change requests.
# Twin: it brings it by one.

story() { # COMMAND... that brings it
	github_gitops "$(promotions)"
	shop_passed 2
	"$@"
	deploy production
}

direct() {
	tick
	moved 1 2
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	push_as image-updater main
}

by_request() {
	update 2 moved 1 2
	merge_pull 2 olivia squash
}

scenario() {
	story direct
	expect 1 refused approval=FAIL:APPR-NO-PR ticket=FAIL:TKT-MISSING
}

twin() {
	story by_request
	promoted
}
