# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while the ledger is away, and the pipeline names nobody, nobody breaks the glass.
# Twin: it names the two who signed.

story() { # COMMAND... of the pipeline
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	unset INCIDENT
	authorise "$ALICE" "$BOB"
	"$@"
	mv .git/changegate/ledger ../away
	echo gone >.git/changegate/ledger
	deploy staging --break-glass --reason 'it is down' --spool ../kept "${authorised[@]}"
	rm .git/changegate/ledger
	mv ../away .git/changegate/ledger
}

scenario() {
	story unset CHANGEGATE_BREAK_GLASS_KEYS
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING emergency=EXEMPT:EMER-BREAK-GLASS
}

twin() {
	story glass_keys "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED emergency=EXEMPT:EMER-BREAK-GLASS
}
