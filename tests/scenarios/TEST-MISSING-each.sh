# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: each required report has to be there: those of another requirement do not stand for it.
# Twin: both are there.

story() { # NAME of the second file
	repository tests='{ required: [{ junit: "build/junit/unit*.xml" }, { junit: "build/junit/slow*.xml" }] }'
	report "$1" <<<'<testsuite name="b"><testcase name="c"/></testsuite>'
	deploy staging --baseline
}

scenario() {
	story unit2
	expect 1 refused tests=FAIL:TEST-MISSING tests=PASS:TEST-PASSED change=EXEMPT:CHG-BASELINE
}

twin() {
	story slow
	expect 0 allowed tests=PASS:TEST-PASSED change=EXEMPT:CHG-BASELINE
}
