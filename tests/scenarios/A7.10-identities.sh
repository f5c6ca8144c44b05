# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one person with two addresses cannot approve under the other one.
# Twin: the policy knows nothing of the two being one.

story() { # KEY=VALUE of the policy
	started "$@"
	as "$ALICE"
	commit 'PAY-2 more' 'Reviewed-by: A. Archer <archer@home.example>'
	deploy staging
}

scenario() {
	story 'identities=[{ addresses: [alice@example.org, archer@home.example] }]'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
