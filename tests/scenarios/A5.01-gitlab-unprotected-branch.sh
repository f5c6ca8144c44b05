# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job of GitLab on a branch that nobody protects may not deploy, whatever the branch is called here.
# Twin: the platform's token says that the branch is protected.

story() { # FILTER: of the job
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.claims.ref_protected = "false"'
	expect 1 refused separation=FAIL:ENV-REF-UNPROTECTED
}

twin() {
	story '.claims.ref_protected = "true"'
	expect 0 allowed separation=PASS:ENV-CLAIMS-PROTECTED
}
