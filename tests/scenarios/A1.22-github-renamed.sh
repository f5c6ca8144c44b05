# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file gets another name, with the new digest.
# Twin: it keeps its name.

renamed() {
	moved 1 2
	git mv "$WORKLOAD" apps/shop/workload.yaml
}

story() { # COMMAND... of the app
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 "$@"
}

scenario() {
	story renamed
	no_promotion 'it removes'
}

twin() {
	story moved 1 2
	promoted
}
