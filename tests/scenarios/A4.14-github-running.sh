# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what still runs is unknown.
# Twin: it is over.

story() { # STATUS
	github_unit
	tested unit --status "$1"
}

scenario() {
	story in_progress
	expect 3 unknown tests=UNKNOWN:TEST-PENDING
}

twin() {
	story completed
	expect 0 allowed tests=PASS:TEST-PASSED
}
