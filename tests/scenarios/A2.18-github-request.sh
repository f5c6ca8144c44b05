# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the number is that of a change request, not of an issue.
# Twin: it is an issue.

story() { # NUMBER
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github }"
	tick
	event issue number:=12 title='more' by=olivia
	named_pull 3 "#$1 more"
	deploy staging
}

scenario() {
	story 3
	expect 1 refused ticket=FAIL:TKT-REQUEST
}

twin() {
	story 12
	expect 0 allowed ticket=PASS:TKT-FOUND
}
