# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact of a deploy to production is named by no file of the commit.
# Twin: where artefacts of this repository are judged first, none names it yet.

story() { # ENVIRONMENT
	github_gitops "environments={ staging: {}, production: {} }" "$(promotions 'repository: github.com/acme/pay')"
	deploy staging --baseline
	deploy "$1" --artifact "$(digest 5)"
}

scenario() {
	story production
	expect 1 refused change=FAIL:CHG-WORKLOAD-OTHER
}

twin() {
	story staging
	expect 0 allowed
	expect_not change=PASS:CHG-WORKLOAD
}
