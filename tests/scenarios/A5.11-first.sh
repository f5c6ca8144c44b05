# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the first deploy to an environment has nothing to compare with: it has to be said that it is the first.
# Twin: it is said, and the record is a baseline, which passes for nothing.

story() { # [OPTION]
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy production "$@"
}

scenario() {
	story
	expect_error 2 'run its first deploy once with --baseline'
}

twin() {
	story --baseline
	expect 0 allowed change=EXEMPT:CHG-BASELINE separation=NOT_APPLICABLE:CHG-BASELINE
	same recordKind baseline "$(of_last recordKind)"
}
