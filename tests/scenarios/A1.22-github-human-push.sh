# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: Alice pushed to the app's branch, whatever the commit says of its author.
# Twin: the app pushed it itself.

story() { # LOGIN of who pushes the second commit
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	update 2 moved 1 2
	tick
	moved 2 3
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	push_as "$1" update-2
	merge_pull 2 olivia squash
	deploy production
}

scenario() {
	story alice
	no_promotion 'alice pushed to its branch'
}

twin() {
	story image-updater
	promoted
}
