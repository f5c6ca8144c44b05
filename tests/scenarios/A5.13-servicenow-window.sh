# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the change request plans the change for a time that is over.
# Twin: for a time that is not.

story() { # END
	tracker_world servicenow
	github_started "$(with_tracker servicenow 'window: required' | sed 's/PAY, OPS/CHG/')"
	ticket CHG0030001
	event_there window key=CHG0030001 start=2026-01-01T00:00:00Z end="$1"
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story 2026-01-02T00:00:00Z
	expect 1 refused ticket=FAIL:TKT-WINDOW
}

twin() {
	story 2096-01-02T00:00:00Z
	expect 0 allowed ticket=PASS:TKT-FOUND
}
