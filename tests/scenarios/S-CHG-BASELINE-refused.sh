# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a refused baseline may be tried again; it put nothing in place.
# Twin: the first one was allowed, so the second is a usage error.

story() { # COMMAND before the first
	repository
	"$1"
	deploy staging --baseline
	tests
	deploy staging --baseline
}

scenario() {
	story no_tests
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}

twin() {
	story tests
	expect_error 2 '--baseline is for the first record of a key only'
}
