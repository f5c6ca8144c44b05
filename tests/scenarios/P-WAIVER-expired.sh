# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a waiver that has expired waives nothing, and says so.
# Twin: it has not.

story() { # when it expires, as date(1) has it
	started "waivers=[{ control: tests, reason: 'flaky, OPS-9', expires: '$(date -u -d "$1" +%FT%TZ)' }]"
	commit 'PAY-3 more' "Reviewed-by: $BOB"
	report unit <<<'<testsuite name="unit"><testcase name="a"><failure/></testcase></testsuite>'
	deploy staging
}

scenario() {
	story '-1 hour'
	expect 1 refused tests=FAIL:TEST-FAILED tests=NOTE:WAIVER-EXPIRED
}

twin() {
	story '+1 hour'
	expect 0 allowed tests=EXEMPT:TEST-FAILED
}
