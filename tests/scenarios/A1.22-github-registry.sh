# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the name of the image changes beside its digest: that is no promotion.
# Twin: the digest alone moves.

scenario() {
	github_moved_beside rewrite s,acme/shop,acme/other,
	no_promotion 'it changes more than digests'
}

twin() {
	github_moved_beside true
	promoted
}
