# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the app's request has a commit of Alice's inside, taken back by the app's own: what comes out only moves a
#   digest, but not all of it is the app's.
# Twin: both commits are the app's.

two_commits() { # AUTHOR of the first
	branch update-2
	tick
	moved 1 3
	git add -A
	under "$1" "$WEB_FLOW" git commit -q -m 'update'
	moved 3 2
	git add -A
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update again'
	pull 2 update-2 --by image-updater --title 'update'
}

story() { # AUTHOR
	github_gitops "$(promotions)"
	shop_passed 2
	two_commits "$1"
	merge_pull 2 olivia merge
	deploy production
}

scenario() {
	story "$ALICE"
	no_promotion "is not the app's own"
}

twin() {
	story "$UPDATER"
	promoted
}
