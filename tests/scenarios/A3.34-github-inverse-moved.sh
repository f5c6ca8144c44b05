# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a revert whose lines have moved since is exactly what git makes of it.
# Twin: the lines beside it were edited since, and somebody chose what stays.

story() { # COMMAND... that changes something in between
	github_started 'approval={ reverts: inherit-if-inverse }'
	branch long
	as "$ALICE"
	seq 20 >long.txt
	git add long.txt
	commit_staged 'PAY-2 long'
	pull 2 long
	approved 2 bob
	merge_pull 2 olivia squash
	branch topic
	sed -i 's/^15$/fifteen/' long.txt
	git add long.txt
	commit_staged 'PAY-2 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	reverted=$(commit_of HEAD)
	branch between
	"$@"
	git add long.txt
	commit_staged 'PAY-2 between'
	pull 4 between
	approved 4 bob
	merge_pull 4 olivia squash
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	branch revert
	tick
	git revert --no-edit "$reverted" >/dev/null 2>&1 || {
		git checkout -q "$reverted~" -- long.txt
		git commit -q -m "PAY-2 back" -m "This reverts commit $reverted."
	}
	pull 5 revert
	merge_pull 5 olivia merge
	deploy staging
}

scenario() {
	story sed -i '1i zero' long.txt
	expect 0 allowed approval=PASS:APPR-INHERITED
}

twin() {
	story sed -i 's/^16$/sixteen/' long.txt
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
}
