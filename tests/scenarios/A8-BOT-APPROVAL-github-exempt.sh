# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an app whose own requests are exempt approves nobody else's.
# Twin: Bob approves.

story() { # LOGIN
	github_started 'approval={ bots: [{ app: ci-bot, id: 201, paths: ["**"] }] }'
	merged_pull 2 squash "$1"
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
