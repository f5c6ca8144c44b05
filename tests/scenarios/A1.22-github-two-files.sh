# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two digests that move one is of no artefact that passed.
# Twin: both are.

both_files() {
	moved 1 2
	moved 1 "$1" apps/other/kustomization.yaml
}

story() { # ARTEFACT of the second file
	github_gitops "$(promotions 'paths: ["apps/**"]')"
	shop_passed 2
	shop_passed 3
	updated 2 both_files "$1"
}

scenario() {
	story 4
	no_promotion 'has no record that let it in'
}

twin() {
	story 3
	promoted
	expect_because '(and 1 more)'
}
