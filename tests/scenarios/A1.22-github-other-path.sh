# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the digest moves in a file that the policy does not list.
# Twin: in one that it lists.

story() { # FILE
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 moved 1 2 "$1"
}

scenario() {
	story apps/other/kustomization.yaml
	no_promotion "'apps/other/kustomization.yaml'"
}

twin() {
	story apps/shop/kustomization.yaml
	promoted
}
