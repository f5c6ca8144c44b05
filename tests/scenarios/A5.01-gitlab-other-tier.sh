# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an environment of this name that GitLab calls a development one is not the one that the policy means.
# Twin: the environment has the tier of the policy.

story() { # FILTER: of the job
	gitlab_started 'environments={ staging: { platform: { tier: staging } }, production: { after: staging } }'
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.claims.deployment_tier = "development"'
	expect 1 refused separation=FAIL:ENV-TIER-OTHER
}

twin() {
	story .
	expect 0 allowed separation=PASS:ENV-TIER
}
