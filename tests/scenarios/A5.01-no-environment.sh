# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that names no environment passed none of its protection, so its token does not prove it.
# Twin: the job names the environment.

story() { # ENVIRONMENT [FILTER]: of the job
	platform_started
	platform_job "$@"
	deploy staging
}

scenario() {
	story staging '.claims.environment = null'
	expect 1 refused separation=FAIL:ENV-CLAIM-MISMATCH
}

twin() {
	story staging
	expect 0 allowed separation=PASS:PROOF-GIVEN
}
