# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an update of the branch that resolves conflicts makes the approval stale.
# Twin: the base has nothing that conflicts.

story() { # FILE
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	branch other
	as "$CAROL"
	commit --file "$1" 'PAY-3 other'
	pull 4 other --by carol
	approved 4 bob
	merge_pull 4 olivia merge
	onto topic
	tick
	git merge -q --no-ff --no-commit main >/dev/null || printf 'first\nboth\n' >app.txt
	git add .
	under "$ALICE" "$WEB_FLOW" git commit -q -m 'Merge branch main into topic'
	push_as alice topic
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story app.txt
	expect 1 refused approval=FAIL:APPR-STALE
}

twin() {
	story other.txt
	expect 0 allowed approval=PASS:APPR-COUNTED
}
