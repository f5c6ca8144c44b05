# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an environment that the policy does not declare is refused, so a typo makes no new one.
# Twin: its right name.

story() { # ENVIRONMENT
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy "$1"
}

scenario() {
	story stagging
	expect 1 refused separation=FAIL:ENV-UNDECLARED change=UNKNOWN:CHG-INCOMPLETE \
		ticket=UNKNOWN:CHG-INCOMPLETE approval=UNKNOWN:CHG-INCOMPLETE
}

twin() {
	story staging
	expect 0 allowed separation=PASS:ENV-DECLARED
}
