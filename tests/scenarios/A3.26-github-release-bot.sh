# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a push to main by a bot that the policy exempts is a direct push like others: only its
#   requests are exempt.
# Twin: a request that Bob approved brings it.

story() {
	github_started 'approval={ bots: [{ app: ci-bot, id: 201, paths: ["**"] }] }'
	as 'ci-bot[bot] <201+ci-bot[bot]@users.noreply.github.com>'
}

scenario() {
	story
	commit 'PAY-2 release'
	push_as ci-bot main
	deploy staging
	expect 1 refused approval=FAIL:APPR-NO-PR
}

twin() {
	story
	merged_pull 2 merge bob
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
