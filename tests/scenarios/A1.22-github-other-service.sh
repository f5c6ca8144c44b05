# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: in a listed file the digest of something else becomes that of shop, though it passed.
# Twin: what it replaces was of shop, and is older.

first_workload() {
	kustomization "$(digest "$RUNNING")"
}

story() { # ARTEFACT that runs so far
	export RUNNING=$1
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	updated 2 moved "$1" 3
}

scenario() {
	story 77
	no_promotion 'what it replaces was never'
}

twin() {
	story 2
	promoted
}
