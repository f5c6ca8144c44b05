# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one of the commits that a request was rebased to moves to what passed nowhere, and the last one away from it:
#   each of them is on the branch, and each is judged.
# Twin: each of them moves to what passed.

two_moves() { # ARTEFACT between
	branch update-2
	tick
	moved 1 "$1"
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	moved "$1" 3
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update again'
	pull 2 update-2 --by image-updater --title 'update'
}

story() { # ARTEFACT between
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	two_moves "$1"
	merge_pull 2 olivia rebase
	deploy production
}

scenario() {
	story 9
	no_promotion 'has no record that let it in'
}

twin() {
	story 2
	promoted
}
