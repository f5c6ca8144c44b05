# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: lines end otherwise beside the digest: that is no promotion, though nobody sees it.
# Twin: the digest alone moves.

scenario() {
	github_moved_beside rewrite 's/$/\r/'
	no_promotion 'it changes more than digests'
}

twin() {
	github_moved_beside true
	promoted
}
