# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where attempts are limited and nobody tells how many there were, it is unknown.
# Twin: it is told.

story() { # TIMES that the question is refused
	github_unit "max_attempts: 2"
	[ "$1" -eq 0 ] || fault status match=/actions/runs/ status:=404
	tested unit
}

scenario() {
	story 1
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story 0
	expect 0 allowed tests=PASS:TEST-PASSED
}
