# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: what was signed longer ago than emergency.max_age counts no more.
# Twin: it is young enough.

story() { # max_age
	emergency_started emergency="{ ticket: { projects: [INC] }, max_age: $1 }"
	as "$ALICE"
	commit 'PAY-7 mend it'
	export INCIDENT=INC-42
	authorise "$ALICE" "$BOB"
	sleep 2.1
	deploy staging --emergency INC-42 --reason 'it is down' "${authorised[@]}"
}

scenario() {
	story 1s
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING approval=FAIL:APPR-MISSING
	expect_because 'it is too old'
}

twin() {
	story 1h
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
