# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the first policy of a key has to name the branch that it comes from.
# Twin: it does.

story() { # branches
	repository branches="$1"
	deploy staging --baseline
}

scenario() {
	story '[release]'
	expect 1 refused policy=FAIL:POLICY-SOURCE separation=FAIL:ENV-SOURCE-OTHER \
		change=EXEMPT:CHG-BASELINE
}

twin() {
	story '[main]'
	expect 0 allowed policy=PASS:POLICY-READ change=EXEMPT:CHG-BASELINE
}
