# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clean update of the branch on the web after the approval leaves it standing.
# Twin: the update has an edit of its own.

story() { # TEXT
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	as "$CAROL"
	branch other
	commit --file other.txt 'PAY-3 other'
	pull 4 other --by carol
	approved 4 bob
	merge_pull 4 olivia merge
	onto topic
	tick
	git merge -q --no-ff --no-commit main
	[ -z "$1" ] || echo "$1" >>app.txt
	git add .
	under "$ALICE" "$WEB_FLOW" git commit -q -m 'Merge branch main into topic'
	push_as alice topic
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story ''
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story 'and this'
	expect 1 refused approval=FAIL:APPR-STALE
}
