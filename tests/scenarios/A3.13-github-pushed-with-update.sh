# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a push whose tip is an update that GitHub made on another branch may bring more than the update: who
#   pushed it contributed.
# Twin: it was what the button does: nothing but the update.

story() { # yes|no: with a commit below the update
	github_started
	topic topic
	pull 3 topic
	onto main
	branch other
	as "$CAROL"
	commit --file other.txt 'PAY-3 other'
	pull 4 other --by carol
	approved 4 alice
	merge_pull 4 olivia merge
	onto topic
	as "$ALICE"
	[ "$1" = no ] || commit 'PAY-2 under the name of Alice'
	tick
	under "$BOB" "$WEB_FLOW" git merge -q --no-ff --no-edit main
	push_as bob topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SELF
	expect_because 'bob not counted: pushed to its branch'
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
