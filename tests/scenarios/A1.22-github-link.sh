# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file becomes a link to one with the new digest.
# Twin: its digest moves.

linked() {
	kustomization "$(digest 2)" >app.txt
	ln -sf ../../app.txt "$WORKLOAD"
}

story() { # COMMAND... of the app
	github_gitops "$(promotions "paths: [\"**\"]")"
	shop_passed 2
	updated 2 "$@"
}

scenario() {
	story linked
	no_promotion 'it changes '
}

twin() {
	story moved 1 2
	promoted
}
