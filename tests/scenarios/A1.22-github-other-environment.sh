# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed in another environment than the policy names.
# Twin: in the one that it names.

story() { # ENVIRONMENT of the rule
	github_gitops "$(promotions "from: $1")"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story qa
	no_promotion 'has no record that let it in'
}

twin() {
	story staging
	promoted
}
