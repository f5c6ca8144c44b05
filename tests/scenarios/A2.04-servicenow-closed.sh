# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change request at ServiceNow that is closed allows no further work.
# Twin: it is being implemented.

story() { # STATE
	tracker_world servicenow
	github_started "$(with_tracker servicenow | sed 's/PAY, OPS/CHG/')"
	ticket CHG0030001 --status "$1"
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story Done
	expect 1 refused ticket=FAIL:TKT-STATUS
}

twin() {
	story 'In Progress'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
