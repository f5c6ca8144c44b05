# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: without any record there is nothing to compare with: a usage error that says what to
#   run.
# Twin: with --baseline.

story() { # [OPTION]
	repository
	deploy staging "$@"
}

scenario() {
	story
	expect_error 2 'run its first deploy once with --baseline'
}

twin() {
	story --baseline
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}
