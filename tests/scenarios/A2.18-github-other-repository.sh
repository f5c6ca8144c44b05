# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an issue of a repository that the policy does not list is none.
# Twin: of one that it lists.

story() { # REPOSITORY
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github }"
	tick
	event issue number:=12 title='more' by=olivia
	named_pull 3 "more for $1#12"
	deploy staging
}

scenario() {
	story acme/other
	expect 1 refused ticket=FAIL:TKT-PROJECT
}

twin() {
	story acme/pay
	expect 0 allowed ticket=PASS:TKT-FOUND
}
