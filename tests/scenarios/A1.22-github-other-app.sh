# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: another app moves the digest than the policy lets.
# Twin: the policy lets it, by its number.

story() { # NUMBER of the app in the policy
	github_gitops "$(promotions "by: [{ app: image-updater, id: $1 }]")"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story 4322
	expect 1 refused approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING
}

twin() {
	story 4321
	promoted
}
