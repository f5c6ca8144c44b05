# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: lines end otherwise beside the digest: that is no promotion, though nobody sees it.
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
	story rewrite 's/$/\r/'
	no_promotion 'it changes more than digests'
}

twin() {
	story true
	promoted
}
