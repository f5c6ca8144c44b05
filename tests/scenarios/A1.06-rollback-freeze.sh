# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze holds for a rollback too.
# Twin: no freeze.

story() { # freeze of staging, which the second commit puts into the policy
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	policy environments="{ staging: { freeze: [$1] } }" >.changegate.yml
	git commit -q -a -m "$(message 'PAY-4 policy' "Reviewed-by: $BOB")"
	deploy staging --sha "$(commit_of HEAD~2)"
}

scenario() {
	story '{ from: 2020-01-01T00:00, to: 2100-01-01T00:00, zone: UTC, reason: still }'
	expect 1 refused separation=FAIL:ENV-FREEZE
}

twin() {
	story '{ from: 2020-01-01T00:00, to: 2021-01-01T00:00, zone: UTC, reason: over }'
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
