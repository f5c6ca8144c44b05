# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token of the platform says that the job has another environment than the one that is deployed to.
# Twin: the job names the environment that it deploys to.

story() { # ENVIRONMENT [FILTER]: of the job
	platform_started
	platform_job "$@"
	deploy staging
}

scenario() {
	story production
	expect 1 refused separation=FAIL:ENV-CLAIM-MISMATCH
}

twin() {
	story staging
	expect 0 allowed separation=PASS:PROOF-GIVEN
}
