# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the name of the environment is misspelt: it would be a new one that nothing guards.
# Twin: it is written right.

story() { # ENVIRONMENT
	started
	baseline production
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	deploy "$1"
}

scenario() {
	story prodution
	expect 1 refused separation=FAIL:ENV-UNDECLARED change=UNKNOWN:CHG-INCOMPLETE \
		ticket=UNKNOWN:CHG-INCOMPLETE approval=UNKNOWN:CHG-INCOMPLETE
}

twin() {
	story production
	expect 0 allowed separation=PASS:ENV-DECLARED
}
