# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a repository that has another name now is not the one that the policy names: nothing is
#   known of it.
# Twin: it has its name.

story() { # [NAME]
	github_started
	merged_pull 2 squash bob
	[ $# -eq 0 ] || event repository name="$1" rename_from=pay
	deploy staging
}

scenario() {
	story payments
	expect 3 unknown approval=UNKNOWN:FORGE-UNAVAILABLE separation=UNKNOWN:GIT-REF-UNKNOWN \
		policy=UNKNOWN:GIT-REF-UNKNOWN policy=UNKNOWN:FORGE-UNAVAILABLE
}

twin() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED
}
