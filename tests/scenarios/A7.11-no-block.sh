# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a last paragraph that is mostly prose is no block of trailers.
# Twin: the prose is a paragraph of its own.

story() { # what stands between prose and trailer
	started
	tick
	echo more >>app.txt
	printf 'PAY-2 more\n\nThis was not\n%sReviewed-by: %s\n' "$1" "$BOB" |
		git commit -q -a -F -
	deploy staging
}

scenario() {
	story ''
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story $'\n'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
