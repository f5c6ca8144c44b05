# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a range that GitHub cannot compare is unknown.
# Twin: it compares it.

story() { # TIMES that it cannot
	github_started
	merged_pull 3 merge bob
	[ "$1" -eq 0 ] || {
		fault graphql-error match=graphql path=repository.r0.from
		fault status match=/compare/ status:=404
	}
	deploy staging
}

scenario() {
	story 1
	expect 3 unknown change=UNKNOWN:CHG-RANGE-DISPUTED
}

twin() {
	story 0
	expect 0 allowed change=PASS:CHG-RANGE
}
