# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what the token may not read is unknown, not missing.
# Twin: it may read checks.

story() { # MORE permissions
	github_unit
	merged_pull 3 merge bob
	check unit
	event token permissions:="{\"contents\":\"read\",\"metadata\":\"read\",\"pull-requests\":\"read\",
		\"actions\":\"read\"$1}"
	deploy staging
}

scenario() {
	story ''
	expect 3 unknown tests=UNKNOWN:TEST-INCOMPLETE
}

twin() {
	story ',"checks":"read"'
	expect 0 allowed tests=PASS:TEST-PASSED
}
