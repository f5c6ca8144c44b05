# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what nobody looked at may not go to an environment that lasts.
# Twin: it may go to a preview, whose record says what was missing.

story() { # CLASS
	repository "environments={ preview: { class: $1 }, production: {} }"
	baseline preview
	commit 'nobody looked'
	no_tests
	deploy preview
}

scenario() {
	story lasting
	expect 1 refused approval=FAIL:APPR-MISSING ticket=FAIL:TKT-MISSING tests=FAIL:TEST-MISSING
}

twin() {
	story ephemeral
	expect 0 allowed approval=EXEMPT:APPR-MISSING approval=NOTE:ENV-EPHEMERAL \
		ticket=EXEMPT:TKT-MISSING tests=EXEMPT:TEST-MISSING
}
