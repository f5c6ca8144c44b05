# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a machine pushed needs an approval more, because whoever made it do so may be the approver.
# Twin: two people approved.

story() { # LOGIN...
	github_started
	topic topic
	push_as github-actions topic
	pull 3 topic
	approved 3 "$@"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-TOO-FEW approval=NOTE:APPR-MACHINE-PUSH
}

twin() {
	story bob carol
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-MACHINE-PUSH
}
