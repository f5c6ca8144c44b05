# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job that only prepares the environment has a token with its name, and GitLab did not ask whether whoever
#   started it may deploy there.
# Twin: the job deploys to it.

story() { # ACTION
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging ".claims.environment_action = \"$1\""
	deploy staging
}

scenario() {
	story prepare
	expect 1 refused separation=FAIL:ENV-UNPROTECTED
	expect_because 'its action is prepare'
}

twin() {
	story start
	expect 0 allowed separation=PASS:ENV-CLAIMS-PROTECTED
}
