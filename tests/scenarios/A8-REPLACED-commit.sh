# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: replace refs and grafts change what git shows, not what is judged.
# Twin: the commit itself has the trailer.

scenario() {
	started
	first=$(commit_of HEAD)
	commit 'PAY-2 more'
	head=$(commit_of HEAD)
	reviewed=$(git commit-tree -p "$first" -m "$(message 'PAY-2 more' "Reviewed-by: $BOB")" 'HEAD^{tree}')
	git replace "$head" "$reviewed"
	git log -1 --format=%B | grep -q Reviewed-by || fail 'not replaced'
	deploy staging
	expect_range forward 1 "$first"
	expect 1 refused approval=FAIL:APPR-MISSING change=UNKNOWN:GIT-CLONE-ALTERED
	git replace -d "$head" >/dev/null
	commit 'PAY-3 still more' "Reviewed-by: $BOB"
	mkdir -p .git/info
	echo "$(commit_of HEAD) $first" >.git/info/grafts
	same 'the range of git' 1 "$(git rev-list --count "$first..HEAD" 2>/dev/null)"
	deploy staging
	expect_range forward 2 "$first"
	expect 1 refused approval=FAIL:APPR-MISSING change=UNKNOWN:GIT-CLONE-ALTERED
}

twin() {
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
