# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the policy may list an account by the address that the forge gives to each, with its number or
#   without; the forge tells no other address of somebody who only approves.
# Twin: it lists another account.

story() { # ADDRESS
	github_started identities="[{ addresses: [bob@example.org, $1] }]"
	account bob-home 202 write bob@home.example
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
	story bob-home@users.noreply.github.com
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story bob-work@users.noreply.github.com
	expect 0 allowed approval=PASS:APPR-COUNTED
}
