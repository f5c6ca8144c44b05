# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy asks for the platform's proof, a deploy from somebody's own machine is refused.
# Twin: a job of the platform does it.

story() { # COMMAND...
	platform_started
	platform_job staging
	"$@"
	deploy staging
}

scenario() {
	story unset ACTIONS_ID_TOKEN_REQUEST_URL
	expect 1 refused separation=FAIL:PROOF-MISSING
}

twin() {
	story true
	expect 0 allowed separation=PASS:PROOF-GIVEN
}
