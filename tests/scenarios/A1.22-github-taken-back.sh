# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: people took the artefact back here, with a ticket and an approval; the app brings it once more, and nobody
#   looks at that.
# Twin: it brings one that passed after that.

story() { # NUMBER of the artefact
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	updated 2 moved 1 2
	promoted
	seconds=$((seconds - 3600))
	branch back
	as "$ALICE"
	moved 2 1
	git add -A
	commit_staged 'PAY-3 take it back'
	pull 3 back --title 'PAY-3 take it back'
	approved 3 bob
	merge_pull 3 olivia squash
	deploy production
	expect 0 allowed approval=PASS:APPR-COUNTED
	seconds=$(date +%s)
	updated 4 moved 1 "$1"
}

scenario() {
	story 2
	no_promotion 'was taken back'
}

twin() {
	story 3
	promoted
}
