# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: two accounts of one human are one approval.
# Twin: of two.

story() { # ADDRESS
	github_started approval='{ count: 2 }' \
		identities="[{ addresses: [$1, bob-home@users.noreply.github.com] }]"
	account bob-home 202 write
	merged_pull 3 merge bob bob-home
	deploy staging
}

scenario() {
	story bob@users.noreply.github.com
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story carol@users.noreply.github.com
	expect 0 allowed approval=PASS:APPR-COUNTED
}
