# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: one person alone is refused, unless the policy lets that go ahead as a deviation.
# Twin: it does.

story() { # solo:
	emergency_started emergency="{ ticket: { projects: [INC] }, solo: $1 }"
	as "$ALICE"
	commit 'PAY-7 mend it'
	emergency "$ALICE"
}

scenario() {
	story refused
	expect 1 refused emergency=FAIL:EMER-SOLO approval=FAIL:APPR-MISSING
}

twin() {
	story deviation
	expect 0 emergency emergency=EXEMPT:EMER-SOLO approval=FAIL:APPR-MISSING
}
