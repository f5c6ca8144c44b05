# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: another repository under the name that the policy has is not the one of the record in
#   place: the number counts.
# Twin: it is the same.

story() { # ID
	github_started
	merged_pull 2 squash bob
	event repository id:="$1"
	deploy staging
}

scenario() {
	story 4712
	expect 3 unknown approval=UNKNOWN:FORGE-UNAVAILABLE separation=UNKNOWN:GIT-REF-UNKNOWN \
		policy=UNKNOWN:GIT-REF-UNKNOWN policy=UNKNOWN:FORGE-UNAVAILABLE
}

twin() {
	story 4711
	expect 0 allowed approval=PASS:APPR-COUNTED
}
