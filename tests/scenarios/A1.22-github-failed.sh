# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed, and then its deploy failed.
# Twin: nothing of the kind is told.

story() { # COMMAND...
	github_gitops "$(promotions)"
	shop_passed 2
	at_shop "$@"
	updated 2 moved 1 2
}

scenario() {
	story outcome failed
	no_promotion 'did not pass in full, or failed since'
}

twin() {
	story true
	promoted
}
