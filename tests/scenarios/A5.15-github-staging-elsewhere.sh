# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact of a deploy to staging is named by no file of the commit, and the promotion is from
#   the staging of another repository.
# Twin: it is from this one's.

story() { # REPOSITORY of the rule
	github_gitops "environments={ staging: {}, production: {} }" "$(promotions "repository: $1")"
	deploy staging --baseline
	deploy staging --artifact "$(digest 5)"
}

scenario() {
	story example.org/acme/shop
	expect 1 refused change=FAIL:CHG-WORKLOAD-OTHER
}

twin() {
	story github.com/acme/pay
	expect 0 allowed
	expect_not change=PASS:CHG-WORKLOAD
}
