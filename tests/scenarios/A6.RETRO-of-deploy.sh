# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a record that is no emergency is owed no retro.
# Twin: it is one.

story() { # emergency|deploy
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it' "Reviewed-by: $BOB"
	if [ "$1" = deploy ]; then deploy staging; else emergency "$ALICE" "$BOB"; fi
	retro
}

scenario() {
	story deploy
	expect_error 2 'no emergency that went ahead'
}

twin() {
	story emergency
	expect 0 allowed
}
