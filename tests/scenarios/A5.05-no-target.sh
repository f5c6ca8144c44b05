# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the environment has regions, and the deploy names none.
# Twin: it names one.

story() { # [OPTION]...
	repository 'environments={ staging: { targets: [eu-1, us-1] } }'
	deploy staging --baseline "$@"
}

scenario() {
	story
	expect 1 refused separation=FAIL:ENV-TARGET-NONE change=EXEMPT:CHG-BASELINE
}

twin() {
	story --target eu-1
	expect 0 allowed separation=PASS:ENV-TARGET change=EXEMPT:CHG-BASELINE
}
