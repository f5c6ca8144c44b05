# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a direct push with the subject of an approved squash, beside it, came without a request.
# Twin: nothing is pushed beside it.

story() { # [SUBJECT]
	github_started
	merged_pull 2 squash bob
	if [ $# -gt 0 ]; then
		as "$ALICE"
		commit "$1"
		push_as alice main
	fi
	deploy staging
}

scenario() {
	story 'PAY-1 more (#2)'
	expect 1 refused approval=PASS:APPR-COUNTED approval=FAIL:APPR-NO-PR
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
