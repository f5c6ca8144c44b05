# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token is of a run of another commit than the one that is deployed.
# Twin: the run is of the commit.

story() { # ENVIRONMENT [FILTER]: of the job
	platform_started
	platform_job "$@"
	deploy staging
}

scenario() {
	story staging '.run.claims.sha = "0123456789012345678901234567890123456789"'
	expect 1 refused separation=FAIL:PROOF-SHA
}

twin() {
	story staging
	expect 0 allowed separation=PASS:PROOF-GIVEN
}
