# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that is green although no test ran is refused where its reports are required too.
# Twin: two tests ran.

first_checks() {
	check unit
}

story() { # COUNT of tests
	local case='<testcase name="t"/>'
	github_started "tests={ required: [$(job unit), { junit: 'build/junit/*.xml' }] }"
	merged_pull 3 merge bob
	check unit
	[ "$1" -gt 0 ] || case=''
	report unit <<<"<testsuite name=\"unit\">$case</testsuite>"
	deploy staging
}

scenario() {
	story 0
	expect 1 refused tests=FAIL:TEST-BROKEN tests=PASS:TEST-PASSED
}

twin() {
	story 1
	expect 0 allowed tests=PASS:TEST-PASSED
}
