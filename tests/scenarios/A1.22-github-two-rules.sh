# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of two promotions the digest of one service comes to the files of the other one.
# Twin: it comes to its own.

both_rules() { # of one app, for two services
	local one other
	one=$(promotions 'service: other' 'paths: ["apps/other/**"]')
	other=$(promotions)
	echo "${one%]}, ${other#promotions=[}"
}

story() { # FILE
	github_gitops "$(both_rules)"
	shop_passed 2
	updated 2 moved 1 2 "$1"
}

scenario() {
	story apps/other/kustomization.yaml
	no_promotion 'of other in staging has no record that let it in'
}

twin() {
	story apps/shop/kustomization.yaml
	promoted
}
