# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where a GitLab job has to say who it is, one without tokens may not deploy, and its claims are unknown.
# Twin: the job has them.

story() {
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging
}

scenario() {
	story
	unset CHANGEGATE_ID_TOKEN
	deploy staging
	expect 1 refused separation=FAIL:PROOF-MISSING separation=UNKNOWN:ENV-PROTECTION-UNKNOWN
}

twin() {
	story
	deploy staging
	expect 0 allowed separation=PASS:PROOF-STATIC separation=PASS:ENV-CLAIMS-PROTECTED
}
