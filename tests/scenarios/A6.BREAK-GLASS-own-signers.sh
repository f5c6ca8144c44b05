# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: while the ledger is away, keys that nobody has judged yet do not break the glass.
# Twin: the keys were in place before.

story() { # COMMAND... that says whose keys
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	unset INCIDENT
	"$@"
	glass_keys "$ALICE" "$BOB"
	mv .git/changegate/ledger ../away
	echo gone >.git/changegate/ledger
	deploy staging --break-glass --reason 'it is down' --spool ../kept "${authorised[@]}"
	rm .git/changegate/ledger
	mv ../away .git/changegate/ledger
}

own_signers() {
	local second='Mallory Moon <mallory@example.org>'
	for person in "$ALICE" "$second"; do
		signer_line "$person" 'namespaces="git,changegate-emergency"'
	done >.changegate/allowed_signers
	git add .changegate
	commit_staged 'PAY-7 keys'
	authorise "$ALICE" "$second"
}

scenario() {
	story own_signers
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=EXEMPT:EMER-BREAK-GLASS
}

twin() {
	story authorise "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED emergency=EXEMPT:EMER-BREAK-GLASS
}
