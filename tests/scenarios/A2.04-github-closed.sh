# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the issue was closed before the change request was opened.
# Twin: it was closed behind the merge.

story() { # before|after
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github }"
	tick
	event issue number:=12 title='more' by=olivia
	[ "$1" = after ] || closed
	named_pull 3 '#12 more'
	[ "$1" = before ] || closed
	deploy staging
}

closed() {
	tick
	event issue number:=12 state=closed by=olivia
}

scenario() {
	story before
	expect 1 refused ticket=FAIL:TKT-STATUS
}

twin() {
	story after
	expect 0 allowed ticket=PASS:TKT-FOUND
}
