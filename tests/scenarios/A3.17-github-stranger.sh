# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever has no access at all may have had it when approving: nobody knows, and that allows nothing.
# Twin: somebody else approved, too; the stranger changes nothing.

story() { # LOGIN...
	github_started
	merged_pull 3 merge dave "$@"
	deploy staging
}

scenario() {
	story
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
