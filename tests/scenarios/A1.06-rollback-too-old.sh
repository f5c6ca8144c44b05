# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a record that is older than rollback.max_age is no source of a rollback.
# Twin: the policy allows an hour.

story() { # max_age
	started extends= rollback="{ max_age: $1 }" approval='{ evidence: claimed }' \
		tickets='{ projects: [PAY], evidence: claimed }' \
		tests='{ evidence: claimed, required: [{ junit: "build/junit/*.xml" }] }'
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	sleep 2.1
	deploy staging --sha "$(commit_of HEAD~1)"
}

scenario() {
	story 1s
	expect 1 refused change=FAIL:ROLLBACK-TOO-OLD
}

twin() {
	story 1h
	expect 0 allowed change=PASS:CHG-ROLLBACK
}
