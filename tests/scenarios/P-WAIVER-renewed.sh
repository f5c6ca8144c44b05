# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a waiver that was renewed tells how old it is in all.
# Twin: it has run out for good.

story() { # when it expires, as date(1) has it
	started "waivers=[{ control: tests, reason: 'flaky, OPS-9', since: '2026-01-01T00:00:00Z', expires: '$(date -u -d "$1" +%FT%TZ)' }]"
	commit 'PAY-3 more' "Reviewed-by: $BOB"
	report unit <<<'<testsuite name="unit"><testcase name="a"><failure/></testcase></testsuite>'
	deploy staging
}

scenario() {
	story '+1 hour'
	expect 0 allowed tests=EXEMPT:TEST-FAILED tests=NOTE:WAIVER-RENEWED
}

twin() {
	story '-1 hour'
	expect 1 refused tests=FAIL:TEST-FAILED tests=NOTE:WAIVER-EXPIRED
}
