# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a run that is gone nobody knows what it was.
# Twin: it was there when it was deployed: the record has all that the verdict needs.

story() { # deployed|gone: what came first
	local app='{"id":15368,"slug":"github-actions"}'
	github_unit
	merged_pull 3 merge bob
	check unit
	[ "$1" = gone ] || deploy staging
	event check id:="$(last_check)" commit="$(commit_of HEAD)" run:=null suite:=1 "app:=$app"
	[ "$1" = deployed ] || deploy staging
}

scenario() {
	story gone
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story deployed
	expect 0 allowed tests=PASS:TEST-PASSED
}
