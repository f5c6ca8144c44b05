# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the change request plans no time at all.
# Twin: the policy does not ask for one.

story() { # ignore|required
	tracker_world servicenow
	github_started "$(with_tracker servicenow "window: $1" | sed 's/PAY, OPS/CHG/')"
	ticket CHG0030001
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story required
	expect 1 refused ticket=FAIL:TKT-WINDOW
}

twin() {
	story ignore
	expect 0 allowed ticket=PASS:TKT-FOUND
}
