# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file comes with the new digest, beside the one where it moves.
# Twin: it only moves.

scenario() {
	github_moved_beside cp "$WORKLOAD" apps/shop/second.yaml
	no_promotion "it adds 'apps/shop/second.yaml'"
}

twin() {
	github_moved_beside true
	promoted
}
