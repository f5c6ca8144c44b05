# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval by an app is none, though the app may write.
# Twin: Bob approves.

story() { # LOGIN
	github_started
	merged_pull 2 merge "$1"
	deploy staging
}

scenario() {
	story ci-bot
	expect 1 refused approval=FAIL:APPR-NOT-HUMAN
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
