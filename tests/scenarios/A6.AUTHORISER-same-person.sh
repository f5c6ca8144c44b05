# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: two signatures of one person are one.
# Twin: they are of two.

story() { # PERSON PERSON
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	export INCIDENT=INC-42
	authorise "$1"
	first=("${authorised[@]}")
	cp "${first[1]}" "$SCRATCH/first" && cp "${first[1]}.sig" "$SCRATCH/first.sig"
	authorise "$2"
	deploy staging --emergency INC-42 --reason 'it is down' --authorisation "$SCRATCH/first" \
		"${authorised[@]}"
}

scenario() {
	story "$ALICE" "$ALICE"
	expect 1 refused emergency=FAIL:EMER-SOLO emergency=NOTE:EMER-AUTHORISATION \
		approval=FAIL:APPR-MISSING
}

twin() {
	story "$ALICE" "$BOB"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
