# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze is judged when the deploy comes to the gate, by the clocks of its zone, whenever the change was merged.
# Twin: it was over an hour ago.

clock() { # WHEN
	TZ=America/St_Johns date -d "$1" +%Y-%m-%dT%H:%M
}

story() { # WHEN the freeze ends
	repository "environments={ staging: { freeze: [
  { from: $(clock '2 days ago'), to: $(clock "$1"), zone: America/St_Johns, reason: year end }] } }"
	deploy staging --baseline
}

scenario() {
	story '1 hour'
	expect 1 refused separation=FAIL:ENV-FREEZE change=EXEMPT:CHG-BASELINE
	expect_because 'America/St_Johns: year end'
}

twin() {
	story '1 hour ago'
	expect 0 allowed separation=PASS:ENV-OPEN change=EXEMPT:CHG-BASELINE
}
