# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the file becomes a program beside the move of the digest.
# Twin: it stays what it is.

scenario() {
	github_moved_beside chmod +x "$WORKLOAD"
	no_promotion 'it changes the kind of'
}

twin() {
	github_moved_beside true
	promoted
}
