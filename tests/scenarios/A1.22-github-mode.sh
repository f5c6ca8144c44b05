# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file becomes a program beside the move of the digest.
# Twin: it stays what it is.

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
	story chmod +x "$workload"
	no_promotion 'it changes the kind of'
}

twin() {
	story true
	promoted
}
