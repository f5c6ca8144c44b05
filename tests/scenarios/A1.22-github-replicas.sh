# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what changes something beside the digest of an artefact is no promotion, though its app may
#   promote: it needs a ticket and an approval.
# Twin: it only moves the digest to one with a passing record: that record has the ticket and the approval.

scenario() {
	github_moved_beside rewrite 's/count: 3/count: 9/'
	no_promotion 'it changes more than digests'
}

twin() {
	github_moved_beside true
	promoted
	expect_because "$(digest 2 | cut -c 1-19), which passed staging of shop"
	expect_because 'of example.org/acme/shop'
}
