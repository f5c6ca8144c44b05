# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: claims of a token that somebody signed with a key of his own say nothing about protection.
# Twin: the token is signed with the instance's key.

story() { # FILTER: of the job
	gitlab_started 'environments={ staging: { platform: { claims: protected } }, production: { after: staging } }'
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.run.home_made = true'
	expect 1 refused separation=FAIL:PROOF-SIGNATURE separation=UNKNOWN:ENV-PROTECTION-UNKNOWN
}

twin() {
	story .
	expect 0 allowed separation=PASS:PROOF-STATIC separation=PASS:ENV-CLAIMS-PROTECTED
}
