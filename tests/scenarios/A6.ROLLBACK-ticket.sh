# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy asks for it, a rollback names a ticket or an incident.
# Twin: it names one.

story() { # OPTION...
	emergency_started rollback='{ ticket: required }'
	as "$ALICE"
	commit 'PAY-6 good' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-7 bad' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	deploy staging --sha "$(commit_of HEAD~1)" "$@"
}

scenario() {
	story --ticket OPS-1
	expect 1 refused change=FAIL:ROLLBACK-TICKET-MISSING
}

twin() {
	story --ticket INC-42
	expect 0 allowed change=PASS:CHG-ROLLBACK change=NOTE:ROLLBACK-TICKET-CLAIMED
}
