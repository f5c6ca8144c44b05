# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an older GitLab does not say what the job does to its environment: whether anybody was asked who may deploy there
#   is not known.
# Twin: it says that the job deploys to it.

story() { # FILTER
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging "$1"
	deploy staging
}

scenario() {
	story 'del(.claims.environment_action)'
	expect 3 unknown separation=UNKNOWN:ENV-PROTECTION-UNKNOWN
	expect_because 'does not say what the job does'
}

twin() {
	story .
	expect 0 allowed separation=PASS:ENV-CLAIMS-PROTECTED
}
