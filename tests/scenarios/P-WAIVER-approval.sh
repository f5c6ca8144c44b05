# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: approval cannot be waived: such a policy is none.
# Twin: tests can.

story() { # CONTROL
	repository "waivers=[{ control: $1, reason: 'flaky, OPS-9', expires: '$(date -u -d '+1 day' +%FT%TZ)' }]"
	deploy staging --baseline
}

scenario() {
	story approval
	expect_error 2 'is not one of: ticket, tests, separation'
}

twin() {
	story tests
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}
