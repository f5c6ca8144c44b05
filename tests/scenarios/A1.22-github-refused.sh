# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the record of the artefact is one that refused it.
# Twin: it was let in.

story() { # TRAILER...: of the commit in the source's repository
	github_gitops "$(promotions)"
	at_shop commit 'PAY-7 shop' "$@"
	at_shop shop_deploy 2
	updated 2 moved 1 2
}

scenario() {
	story
	no_promotion 'has no record that let it in'
}

twin() {
	story "Reviewed-by: $BOB"
	promoted
}
