# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change does not bring the rule by which it goes ahead: the policy in force judges who answers for it as well.
# Twin: the policy in force had that rule.

story() { # solo: of the policy in force
	emergency_started emergency="{ ticket: { projects: [INC] }, solo: $1 }"
	sed -i 's/solo: refused/solo: deviation/' .changegate.yml
	echo more >>app.txt
	git add .changegate.yml app.txt
	commit_staged 'PAY-7 mend it' "Reviewed-by: $BOB"
	emergency "$ALICE"
}

scenario() {
	story refused
	expect 1 refused emergency=EXEMPT:EMER-SOLO emergency=FAIL:EMER-SOLO
}

twin() {
	story deviation
	expect 0 emergency emergency=EXEMPT:EMER-SOLO
}
