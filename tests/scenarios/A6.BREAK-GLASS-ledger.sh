# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while the ledger is away two signatures let a deploy go ahead; what was signed is kept, and becomes an emergency record when it is back.
# Twin: one person alone does not break the glass.

story() { # PERSON...
	emergency_started
	hotfix
	unset INCIDENT
	authorise "$@"
	glass_keys "$ALICE" "$BOB"
	mv .git/changegate/ledger ../away
	echo gone >.git/changegate/ledger
	deploy staging
	grep -q -- "--env staging --sha $(commit_of HEAD) --break-glass --reason TEXT" "$SCRATCH/err" ||
		fail 'the message does not say how' "$(what_was_said)"
	same status 4 "$status"
	deploy staging --break-glass --reason 'it is down' --spool ../kept "${authorised[@]}"
}

back() {
	rm .git/changegate/ledger
	mv ../away .git/changegate/ledger
}

scenario() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-BREAK-GLASS emergency=EXEMPT:EMER-AUTHORISED
	back
	run_gate ledger append ../kept/*.break-glass.json
	same status 0 "$status"
	grep -q 'appended as leaf [0-9]*: emergency' "$SCRATCH/out" || fail "$(cat "$SCRATCH/out")"
	run_gate ledger append ../kept/*.break-glass.json
	grep -q 'already leaf' "$SCRATCH/out" || fail "$(cat "$SCRATCH/out")"
	tests
	commit 'PAY-8 go on' "Reviewed-by: $BOB"
	deploy staging
	expect_range forward 1
	expect 0 allowed emergency=NOTE:CHG-UNSETTLED
}

twin() {
	story "$ALICE"
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=EXEMPT:EMER-BREAK-GLASS
	[ ! -e ../kept ] || fail 'something was kept'
	back
}
