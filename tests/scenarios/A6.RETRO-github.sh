# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a retro at GitHub takes an approval given after the deploy, also where the policy asks for it before the merge.
# Twin: nobody gave one.

story() { # yes: Bob approves afterwards
	github_emergency_started
	topic topic-3
	pull 3 topic-3
	merge_pull 3 olivia merge
	emergency "$ALICE" "$BOB"
	expect 0 emergency approval=FAIL:APPR-MISSING emergency=EXEMPT:EMER-AUTHORISED
	[ "$1" != yes ] || { seconds=$(($(date +%s) - 120)) && export seconds && approved 3 bob; }
	retro
}

scenario() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED emergency=NOT_APPLICABLE:RETRO-OPEN
}

twin() {
	story no
	expect 1 refused approval=FAIL:APPR-MISSING
}
