# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the first record of a key can be made once only: --baseline later is a usage error,
#   not a way around the checks.
# Twin: without --baseline the change is judged.

story() { # [OPTION]
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging "$@"
}

scenario() {
	story --baseline
	expect_error 2 '--baseline is for the first record of a key only'
}

twin() {
	story
	expect 0 allowed change=PASS:CHG-RANGE
}
