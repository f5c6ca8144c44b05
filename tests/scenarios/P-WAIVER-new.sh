# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a waiver does not waive anything for the change that brings it.
# Twin: it came, and was judged, before.

waivers() { # the date is a month from now
	echo "waivers=[{ control: tests, reason: 'flaky, OPS-9', expires: '$(date -u -d '+30 days' +%FT00:00:00Z)' }]"
}

story() { # before|with the failing tests
	started
	policy "$(waivers)" >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 waiver' "Reviewed-by: $BOB"
	if [ "$1" = before ]; then
		deploy staging
		expect 0 allowed policy=NOTE:POLICY-CHANGED
		commit 'PAY-3 more' "Reviewed-by: $BOB"
	fi
	report unit <<<'<testsuite name="unit"><testcase name="a"><failure/></testcase></testsuite>'
	deploy staging
}

scenario() {
	story with
	expect 1 refused tests=FAIL:TEST-FAILED tests=NOTE:WAIVER-UNPROVEN
}

twin() {
	story before
	expect 0 allowed tests=EXEMPT:TEST-FAILED tests=NOTE:WAIVER-USED
}
