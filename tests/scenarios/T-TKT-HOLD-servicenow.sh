# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the change request is on hold.
# Twin: another one is.

story() { # NUMBER
	tracker_world servicenow
	github_started "$(with_tracker servicenow | sed 's/PAY, OPS/CHG/')"
	ticket CHG0030001
	ticket CHG0030002
	event_there hold key="$1"
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story CHG0030001
	expect 1 refused ticket=FAIL:TKT-HOLD
}

twin() {
	story CHG0030002
	expect 0 allowed ticket=PASS:TKT-FOUND
}
