# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file comes with the new digest, beside the one where it moves.
# Twin: it only moves.

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
	story cp "$workload" apps/shop/second.yaml
	no_promotion "it adds 'apps/shop/second.yaml'"
}

twin() {
	story true
	promoted
}
