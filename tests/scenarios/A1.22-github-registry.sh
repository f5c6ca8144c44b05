# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the name of the image changes beside its digest: that is no promotion.
# Twin: the digest alone moves.

story() { # COMMAND... beside the digest
	github_gitops "$(promotions)"
	shop_passed 2
	both() {
		moved 1 2
		"$@"
	}
	updated 2 both "$@"
}

scenario() {
	story rewrite s,acme/shop,acme/other,
	no_promotion 'it changes more than digests'
}

twin() {
	story true
	promoted
}
