# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an emergency that nobody signed is refused, also where one person alone would do.
# Twin: somebody signed it.

story() { # PERSON...
	emergency_started emergency='{ ticket: { projects: [INC] }, solo: deviation }'
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$@"
}

scenario() {
	story
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING approval=FAIL:APPR-MISSING
}

twin() {
	story "$ALICE"
	expect 0 emergency emergency=EXEMPT:EMER-SOLO approval=FAIL:APPR-MISSING
}
