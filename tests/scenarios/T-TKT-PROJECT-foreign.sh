# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key of another project is none.
# Twin: a key of the project.

story() { # SUBJECT
	started
	commit "$1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'OPS-7 more'
	expect 1 refused ticket=FAIL:TKT-PROJECT
	expect_because 'OPS-7'
}

twin() {
	story 'PAY-7 more'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
