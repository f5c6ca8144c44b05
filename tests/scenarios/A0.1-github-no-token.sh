# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: without a token nothing is found out, and nothing is taken for none.
# Twin: there is one.

story() { # yes: there is a token
	github_started
	merged_pull 3 merge bob
	[ "$1" = yes ] || unset GITHUB_TOKEN
	deploy staging
}

scenario() {
	story no
	expect 3 unknown policy=UNKNOWN:FORGE-UNAVAILABLE approval=UNKNOWN:FORGE-UNAVAILABLE \
		policy=UNKNOWN:GIT-REF-UNKNOWN separation=UNKNOWN:GIT-REF-UNKNOWN
}

twin() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED
}
