# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an environment that GitLab does not protect is none that only some may deploy to.
# Twin: the platform's token says that the environment is protected.

story() { # FILTER: of the job
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.claims.environment_protected = null'
	expect 1 refused separation=FAIL:ENV-UNPROTECTED
}

twin() {
	story .
	expect 0 allowed separation=PASS:ENV-CLAIMS-PROTECTED
}
