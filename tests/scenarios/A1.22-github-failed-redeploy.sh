# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed, and failed there when it was deployed again.
# Twin: it did not.

story() { # OUTCOME
	github_gitops "$(promotions)"
	shop_passed 2
	at_shop shop_deploy 2
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
	at_shop outcome "$1"
	updated 2 moved 1 2
}

scenario() {
	story failed
	no_promotion 'did not pass in full, or failed since'
}

twin() {
	story succeeded
	promoted
}
