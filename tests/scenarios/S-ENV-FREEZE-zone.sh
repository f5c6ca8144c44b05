# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze holds in its own time zone: an hour around now on the clocks of Kiritimati.
# Twin: the same clock times in Pago Pago are a day away.

clock() { # WHEN
	TZ=Pacific/Kiritimati date -d "$1" +%Y-%m-%dT%H:%M
}

story() { # ZONE
	local from to
	from=$(clock '1 hour ago')
	to=$(clock '1 hour')
	repository environments="{ staging: { freeze: [
  { from: $from, to: $to, zone: $1, reason: year end }] } }"
	deploy staging --baseline
}

scenario() {
	story Pacific/Kiritimati
	expect 1 refused separation=FAIL:ENV-FREEZE change=EXEMPT:CHG-BASELINE
	expect_because 'year end'
}

twin() {
	story Pacific/Pago_Pago
	expect 0 allowed separation=PASS:ENV-OPEN change=EXEMPT:CHG-BASELINE
}
