# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: conflicts that were resolved by hand in the merge itself were reviewed by nobody,
#   although its request was.
# Twin: the branch was merged as it is.

with_resolution() { # NUMBER LOGIN
	! under "$CAROL" "$CAROL" git merge -q --no-ff "refs/pull/$1/head" >/dev/null || fail 'no conflict'
	echo 'resolved by hand' >app.txt
	git add app.txt
	under "$CAROL" "$CAROL" git commit -q -m 'PAY-1 merge'
}

story() { # FILE that the other request changes, METHOD
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	onto main
	branch other
	commit --file "$1" 'PAY-2 other'
	pull 4 other
	approved 4 bob
	merge_pull 4 olivia merge
	merge_pull 3 carol "$2"
	deploy staging
}

scenario() {
	story app.txt resolution
	expect 1 refused approval=FAIL:APPR-RESOLUTION
}

twin() {
	story other.txt merge
	expect 0 allowed approval=PASS:APPR-COUNTED
}
