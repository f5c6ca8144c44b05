# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whether somebody who has no access now had it when approving is not known.
# Twin: who approved may write.

story() { # LOGIN
	github_started
	merged_pull 2 squash "$1"
	deploy staging
}

scenario() {
	story dave
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
