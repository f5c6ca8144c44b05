# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the newest record of the artefact is the first of its key, which accepts and judges nothing.
# Twin: it passed since, with another commit.

first_workload() {
	kustomization "$(digest 2)"
}

story() { # COMMAND...
	github_gitops "$(promotions)"
	shop_passed 2
	"$@"
	updated 2 moved 2 1
}

scenario() {
	story true
	no_promotion 'never passed'
	expect_because 'is of the kind baseline'
}

twin() {
	story shop_passed 1
	promoted
}
