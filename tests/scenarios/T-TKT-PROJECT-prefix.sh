# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the project is compared as a whole: PAYROLL-7 and XPAY-7 are not of PAY.
# Twin: PAY-7 is.

story() { # SUBJECT
	started
	commit "$1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'PAYROLL-7 and XPAY-7'
	expect 1 refused ticket=FAIL:TKT-PROJECT
}

twin() {
	story '[PAY-7] more'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
