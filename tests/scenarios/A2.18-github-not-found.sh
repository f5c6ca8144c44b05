# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: there is no such issue.
# Twin: there is, written in another way.

story() { # TITLE
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github }"
	tick
	event issue number:=12 title='more' by=olivia
	named_pull 3 "$1"
	deploy staging
}

scenario() {
	story 'more (acme/pay#13)'
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
}

twin() {
	story 'more (GH-12)'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
