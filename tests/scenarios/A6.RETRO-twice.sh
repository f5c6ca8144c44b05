# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what is settled is owed no second retro.
# Twin: it is the first.

story() { # TIMES
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	emergency "$ALICE" "$BOB"
	record=$(of_last recordId)
	for _ in $(seq "$1"); do
		retro "$record"
	done
}

scenario() {
	story 2
	expect 1 refused emergency=FAIL:RETRO-NOTHING-OPEN
}

twin() {
	story 1
	expect 0 allowed emergency=NOT_APPLICABLE:RETRO-OPEN
}
