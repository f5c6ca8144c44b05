# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a deploy names a region that the environment does not have.
# Twin: it names those that it has, all in one record.

story() { # TARGET
	repository 'environments={ staging: { targets: [eu-1, us-1] } }'
	baseline staging --target eu-1
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging --target eu-1 --target "$1"
}

scenario() {
	story us-2
	expect 1 refused separation=FAIL:ENV-TARGET-OTHER
}

twin() {
	story us-1
	expect 0 allowed separation=PASS:ENV-TARGET
	expect_because 'it goes to eu-1, us-1'
}
