# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # of github.sh
# Shows: an approval of a stacked request is gone when GitHub gives it another base, as the branch below it
#   was deleted: nobody reviewed what that branch had.
# Twin: Bob approves it once more, with all that it brings now.

story() { # [LOGIN...] after the base was changed
	github_started
	topic below 'PAY-2 what nobody reviewed'
	push_as alice below
	topic above
	pull 3 above below
	approved 3 bob
	tick
	event push by=alice ref=refs/heads/below before="${pushed[below]}" \
		after=0000000000000000000000000000000000000000
	event base number:=3 by=alice to=main auto:=true
	pull_base[3]=main
	approved 3 "$@"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-BASE-CHANGED
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
