# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a Reviewed-by line in the middle of the message is no trailer.
# Twin: it is in the last paragraph.

story() { # PARAGRAPH...
	local paragraphs=()
	started
	tick
	echo more >>app.txt
	for paragraph in "$@"; do
		paragraphs+=(-m "$paragraph")
	done
	git commit -q -a "${paragraphs[@]}"
	deploy staging
}

scenario() {
	story 'PAY-2 more' "Reviewed-by: $BOB" 'And some more words.'
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story 'PAY-2 more' 'And some more words.' "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
