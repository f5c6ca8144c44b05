# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: ServiceNow counts more rows than it shows, so a number that is missing may be hidden: nobody knows.
# Twin: it counts as many, so there is no such change request.

story() { # yes|no: whether the ticket is there, and hidden
	tracker_world servicenow
	github_started "$(with_tracker servicenow | sed 's/PAY, OPS/CHG/')"
	[ "$1" = no ] || {
		ticket CHG0030001
		event_there hide key=CHG0030001
	}
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story yes
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
	expect_because 'more rows than it shows'
}

twin() {
	story no
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
}
