# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a symbolic link where the policy looks for reports is no evidence, and not overlooked either:
#   it may lead to a report of failures.
# Twin: no such link.

story() { # NAME of the link
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	echo '<testsuite><testcase><failure/></testcase></testsuite>' >build/elsewhere.xml
	ln -s ../elsewhere.xml "build/junit/$1"
	deploy staging
}

scenario() {
	story other.xml
	expect 1 refused tests=FAIL:TEST-BROKEN
	expect_because 'not a regular file'
}

twin() {
	story other.txt
	expect 0 allowed tests=PASS:TEST-PASSED
}
