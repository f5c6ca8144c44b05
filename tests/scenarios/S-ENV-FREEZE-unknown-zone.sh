# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a freeze in a zone that does not exist cannot be resolved: never an open gate.
# Twin: a zone that exists.

story() { # ZONE
	repository environments="{ staging: { freeze: [
  { from: 2020-01-01T00:00, to: 2020-02-01T00:00, zone: $1, reason: long over }] } }"
	deploy staging --baseline
}

scenario() {
	story Europe/Atlantis
	expect 3 unknown separation=UNKNOWN:ENV-FREEZE-UNKNOWN change=EXEMPT:CHG-BASELINE
}

twin() {
	story Europe/Berlin
	expect 0 allowed separation=PASS:ENV-OPEN change=EXEMPT:CHG-BASELINE
}
