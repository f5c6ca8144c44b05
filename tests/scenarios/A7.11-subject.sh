# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a Reviewed-by line as the subject is no trailer.
# Twin: it follows a subject.

story() { # MESSAGE
	started
	tick
	echo more >>app.txt
	git commit -q -a -F - <<<"$1"
	deploy staging
}

scenario() {
	story "Refs: PAY-2
Reviewed-by: $BOB"
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "PAY-2

Refs: PAY-2
Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
