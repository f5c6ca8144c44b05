# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whom the policy knows by two accounts does not approve with one what the other wrote.
# Twin: the policy does not say so; then they are two people, which is a limitation.

story() { # KEY=VALUE...
	github_started "$@"
	account bob-home 202 write
	topic topic
	as "$BOB"
	commit 'PAY-2 again'
	push_as alice topic
	pull 3 topic
	approved 3 bob-home
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story identities='[{ addresses: [bob@example.org, 202+bob-home@users.noreply.github.com] }]'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
