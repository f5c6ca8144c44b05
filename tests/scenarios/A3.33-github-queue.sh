# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a group of the merge queue each request is judged: one is approved, the other is not.
# Twin: both are.

story() { # [LOGIN...] who approves the second
	github_started
	topic one
	pull 2 one
	onto main
	branch two
	commit --file other.txt 'PAY-3 less'
	pull 3 two
	approved 2 bob
	approved 3 "$@"
	event queue number:=2 by=olivia
	event queue number:=3 by=olivia
	merge_pull 2 olivia squash --queued
	merge_pull 3 olivia squash --queued
	deploy staging
	expect_range forward 2
}

scenario() {
	story
	expect 1 refused approval=PASS:APPR-COUNTED approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
