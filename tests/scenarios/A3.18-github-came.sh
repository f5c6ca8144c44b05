# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever gets access only after the merge is taken for one who had it, as the forge tells only what
#   is now.
# Twin: he gets none.

story() { # PERMISSION
	github_started
	merged_pull 3 merge dave
	event permission login=dave permission="$1"
	deploy staging
}

scenario() {
	story write
	expect 0 allowed approval=PASS:APPR-COUNTED
}

twin() {
	story read
	expect 3 unknown approval=UNKNOWN:APPR-DEPARTED
}
