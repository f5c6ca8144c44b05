# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what an emergency brought to staging has not passed there, and is not promoted.
# Twin: it was deployed there as any change.

story() { # emergency|deploy
	emergency_started
	baseline production
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	if [ "$1" = emergency ]; then
		emergency "$ALICE" "$BOB"
		expect 0 emergency
	else
		deploy staging
		expect 0 allowed
	fi
	deploy production
}

scenario() {
	story emergency
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story deploy
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
