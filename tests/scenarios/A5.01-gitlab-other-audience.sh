# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a token that the job has for something else is not one for the gate.
# Twin: it has one for the gate.

story() { # FILTER: of the job
	gitlab_started
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.run.claims.aud = "https://vault.example.org"'
	expect 1 refused separation=FAIL:PROOF-AUDIENCE
}

twin() {
	story .
	expect 0 allowed separation=PASS:PROOF-STATIC
}
