# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a token by a key that bears the name of the issuer's.
# Twin: the issuer signed it.

story() { # ENVIRONMENT [FILTER]: of the job
	platform_started
	platform_job "$@"
	deploy staging
}

scenario() {
	story staging '.run.home_made = true'
	expect 1 refused separation=FAIL:PROOF-SIGNATURE
}

twin() {
	story staging
	expect 0 allowed separation=PASS:PROOF-GIVEN
}
