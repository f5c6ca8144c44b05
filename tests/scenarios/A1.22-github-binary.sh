# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file is no text: nobody can say what its digest is in.
# Twin: it is text.

first_workload() {
	kustomization "$(digest 1)"
	printf '%b\n' "$MORE"
}

story() { # ESCAPED BYTES that follow in the file
	export MORE=$1
	github_gitops "$(promotions)"
	shop_passed 2
	updated 2 moved 1 2
}

scenario() {
	story '\0'
	no_promotion 'it changes a file that is no text'
}

twin() {
	story '#'
	promoted
}
