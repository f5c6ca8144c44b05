# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the record of the artefact has no provenance: who deployed it there may have named any digest.
# Twin: the policy takes that word.

story() { # required|ignored
	github_gitops "$(promotions "provenance: $1")"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story required
	no_promotion 'has no provenance in the record'
}

twin() {
	story ignored
	promoted
}
