# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a team that the token may not read is not known to have the approver.
# Twin: the token may read it.

story() { # PERMISSIONS
	github_started 'approval={ teams: [acme/engineers] }'
	event token permissions:="$1"
	event team slug=engineers members:='["bob"]'
	merged_pull 2 merge bob
	deploy staging
}

scenario() {
	story '{}'
	expect 3 unknown approval=UNKNOWN:APPR-TEAM-UNKNOWN
	expect_because 'acme/engineers'
}

twin() {
	story '{"members":"read"}'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
