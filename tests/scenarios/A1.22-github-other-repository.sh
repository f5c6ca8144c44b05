# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed in another repository than the policy names.
# Twin: in the one that it names.

story() { # REPOSITORY of the rule
	github_gitops "$(promotions "repository: $1")"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story example.org/acme/shop-fork
	no_promotion 'has no record that let it in'
}

twin() {
	story example.org/acme/shop
	promoted
}
