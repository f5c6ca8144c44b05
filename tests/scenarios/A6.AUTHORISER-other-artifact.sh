# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: what two people signed for one artefact lets no other one go ahead, although it is of the same commit.
# Twin: it is that artefact.

story() { # ARTIFACT
	emergency_started
	as "$ALICE"
	commit 'PAY-7 mend it'
	export INCIDENT=INC-42
	EMERGENCY_ARTIFACT=sha256:$(printf '%064d' 1)
	export EMERGENCY_ARTIFACT
	authorise "$ALICE" "$BOB"
	deploy staging --emergency INC-42 --reason 'it is down' "${authorised[@]}" --artifact "$1"
}

scenario() {
	story "sha256:$(printf '%064d' 2)"
	expect 1 refused emergency=FAIL:EMER-AUTHORISER-MISSING approval=FAIL:APPR-MISSING
	expect_because 'it is of another artefact'
}

twin() {
	story "sha256:$(printf '%064d' 1)"
	expect 0 emergency emergency=EXEMPT:EMER-AUTHORISED approval=FAIL:APPR-MISSING
}
