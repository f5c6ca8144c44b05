# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a file that is cut off, not XML, or has a document type is no evidence.
# Twin: a whole file.

story() { # XML
	report broken <<<"$1"
	deploy staging
	rm build/junit/broken.xml
}

scenario() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	for xml in '<testsuite name="a"><testcase name="b"/>' 'all tests passed' \
		'<!DOCTYPE a [<!ENTITY b "c">]><testsuite name="a"><testcase name="b"/></testsuite>' \
		'<testsuite name="a"><testcase name="b"/></testsuite><testsuite/>' \
		'<html><testcase name="b"/></html>'; do
		story "$xml"
		expect 1 refused tests=FAIL:TEST-BROKEN
	done
}

twin() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	story '<testsuites><testsuite name="a"><testcase name="b"/></testsuite></testsuites>'
	expect 0 allowed tests=PASS:TEST-PASSED
}
