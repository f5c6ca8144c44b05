# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze holds for its environment only.
# Twin: it is frozen too.

freeze='freeze: [{ from: 2020-01-01T00:00, to: 2100-01-01T00:00, zone: UTC, reason: still }]'

story() { # rules of staging
	repository environments="{ staging: { $1 }, production: { after: staging, $freeze } }"
	deploy staging --baseline
}

scenario() {
	story ''
	expect 0 allowed separation=PASS:ENV-OPEN change=EXEMPT:CHG-BASELINE
}

twin() {
	story "$freeze"
	expect 1 refused separation=FAIL:ENV-FREEZE change=EXEMPT:CHG-BASELINE
}
