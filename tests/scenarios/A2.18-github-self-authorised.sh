# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who wrote the change opened the issue, says GitHub itself.
# Twin: Olivia opened it.

story() { # LOGIN
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github, \
		authorised: required }"
	tick
	event issue number:=12 title='more' by="$1"
	named_pull 3 '#12 more'
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-SELF-AUTHORISED
}

twin() {
	story olivia
	expect 0 allowed ticket=PASS:TKT-FOUND
}
