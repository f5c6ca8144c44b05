# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one run deploys to two environments: each has a record and a verdict of its own, and what passed the first is not in place in the second.
# Twin: the second is not frozen.

story() { # YEAR in which the freeze of production ends
	local first
	started "environments={ staging: {}, production: { freeze: [
  { from: 2020-01-01T00:00, to: $1-01-01T00:00, zone: UTC, reason: rest }] } }"
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	first=$(of_last recordId)
	deploy production --baseline
	[ "$first" != "$(of_last recordId)" ] || fail 'both have one record'
}

scenario() {
	story 2999
	expect 1 refused separation=FAIL:ENV-FREEZE change=EXEMPT:CHG-BASELINE
}

twin() {
	story 2021
	expect 0 allowed separation=PASS:ENV-OPEN change=EXEMPT:CHG-BASELINE
}
