# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval that is younger than the deploy does not count for it, whatever the policy
#   says.
# Twin: it is older.

story() { # SECONDS after the merge
	github_started 'approval={ before: deploy }'
	merged_pull 2 merge
	seconds=$((seconds + $1))
	approved 2 bob
	deploy staging
}

scenario() {
	story 2000000000
	expect 1 refused approval=FAIL:APPR-AFTER-DEPLOY
}

twin() {
	story 60
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-LATE
}
