# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the digest was merged a day before its record: whoever merged did not know that it would pass.
# Twin: the record was there.

story() { # SECONDS between the record and the merge
	github_gitops "$(promotions)"
	shop_passed 2
	seconds=$((seconds + $1))
	updated 2 moved 1 2
}

scenario() {
	story -86400
	no_promotion 'was recorded only after it was merged'
}

twin() {
	story 60
	promoted
}
