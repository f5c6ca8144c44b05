# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approval that the token may not see may be a rejection.
# Twin: it sees all.

story() { # true|false
	tracker_world servicenow
	github_started "$(with_tracker servicenow 'approval: { required: true }' | sed 's/PAY, OPS/CHG/')" \
		'identities=[{ addresses: [712020.petra@127.0.0.1] }]'
	ticket CHG0030001
	tick
	event_there approval key=CHG0030001 by=712020:petra decision=approved
	event_there approval key=CHG0030001 by=712020:petra decision=approved hidden:="$1"
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story true
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
}

twin() {
	story false
	expect 0 allowed ticket=PASS:TKT-FOUND
}
