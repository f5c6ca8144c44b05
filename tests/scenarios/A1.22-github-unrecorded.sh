# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: no record has the digest that comes.
# Twin: one has.

story() { # ARTEFACT
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 moved 1 "$1"
}

scenario() {
	story 3
	no_promotion 'has no record that let it in'
}

twin() {
	story 2
	promoted
}
