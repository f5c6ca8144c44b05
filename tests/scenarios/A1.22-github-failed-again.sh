# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed, and failed there when another commit came with it: that it passed before
#   does not help.
# Twin: the second deploy did not fail.

story() { # OUTCOME
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 2
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
