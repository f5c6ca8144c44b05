# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the workload would go back to an artefact that passed before the one that runs: that needs a
#   review.
# Twin: it goes on to one that passed later.

story() { # ARTEFACT that runs, ARTEFACT that comes
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	updated 2 moved 1 "$1"
	promoted
	updated 3 moved "$1" "$2"
}

scenario() {
	story 3 2
	no_promotion 'is older there than'
}

twin() {
	story 2 3
	promoted
}
