# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file is no text: nobody can say what its digest is in.
# Twin: it is text.

story() { # COMMAND... that writes what follows in the file
	more=("$@")
	first_workload() {
		kustomization "$(digest 1)"
		"${more[@]}"
	}
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story printf '\0\n'
	no_promotion 'it changes a file that is no text'
}

twin() {
	story true
	promoted
}
