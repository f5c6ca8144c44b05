# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: the kept file of a broken glass does not bring back what was taken away since.
# Twin: nothing was deployed since.

story() { # COMMAND... once the ledger is back
	emergency_started
	as "$ALICE"
	commit 'PAY-6 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed
	commit 'PAY-7 mend it'
	unset INCIDENT
	authorise "$ALICE" "$BOB"
	glass_keys "$ALICE" "$BOB"
	mv .git/changegate/ledger ../away
	echo gone >.git/changegate/ledger
	deploy staging --break-glass --reason 'it is down' --spool ../kept "${authorised[@]}"
	expect 0 emergency emergency=EXEMPT:EMER-BREAK-GLASS emergency=EXEMPT:EMER-AUTHORISED
	rm .git/changegate/ledger
	mv ../away .git/changegate/ledger
	"$@"
	run_gate ledger append ../kept/*.break-glass.json
}

deploy_before() {
	sleep 1.1
	deploy staging --sha "$(commit_of HEAD~1)"
	expect 0 allowed
}

scenario() {
	story deploy_before
	same status 1 "$status"
	grep -q 'appended as leaf [0-9]*: refused' "$SCRATCH/out" || fail "$(cat "$SCRATCH/out")"
	echo '1 refused' >"$SCRATCH/verdict"
}

twin() {
	story true
	same status 0 "$status"
	grep -q 'appended as leaf [0-9]*: emergency' "$SCRATCH/out" || fail "$(cat "$SCRATCH/out")"
	echo '0 emergency' >"$SCRATCH/verdict"
}
