# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what nobody looked at is refused where approval is required.
# Twin: where the policy has it reported, the record says that it was missing.

story() { # required or report
	started "environments={ staging: { controls: { approval: $1 } } }"
	commit 'PAY-2 nobody looked'
	deploy staging
}

scenario() {
	story required
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story report
	expect 0 allowed approval=EXEMPT:APPR-MISSING approval=NOTE:CONTROL-REPORTED
}
