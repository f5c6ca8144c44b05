# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: dates are what the committer says: commits of 1970 and of 2099 are in the range like
#   others.
# Twin: they are reviewed.

commit_at() { # SECONDS SUBJECT [TRAILER]
	export GIT_AUTHOR_DATE="@$1 +0000" GIT_COMMITTER_DATE="@$1 +0000"
	echo "line $1" >>app.txt
	git commit -q -a -m "$(message "${@:2}")"
}

story() { # [TRAILER]
	started
	first=$(commit_of HEAD)
	commit_at 0 'PAY-2 one' "$@"
	commit_at 4070908800 'PAY-3 two' "$@"
	commit 'PAY-4 three' "Reviewed-by: $BOB"
	deploy staging
	expect_range forward 3 "$first"
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING approval=PASS:APPR-COUNTED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
