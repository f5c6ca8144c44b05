# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge that takes what is in place as its second parent, and drops some of it, is judged
#   for every service: what its first-parent line changes does not add up to what the deploy changes.
# Twin: what is in place is the first parent, so the paths say what changes.

story() { # first|second: where the merge has what is in place
	local parents=(-p main -p side) merge
	repository services='{ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }'
	commit --file web/page 'PAY-2 page' "Reviewed-by: $BOB"
	branch side
	onto main
	commit --file web/page 'PAY-3 mended page' "Reviewed-by: $BOB"
	baseline staging --service web
	onto side
	commit --file api/call 'PAY-4 nobody looked'
	if [ "$1" = second ]; then
		parents=(-p side -p main)
	else
		git checkout -q main -- web
	fi
	tick
	merge=$(git commit-tree "${parents[@]}" -m 'PAY-5 merge' "$(git write-tree)")
	git checkout -q -f main
	git reset -q --hard "$merge"
	commit --file web/other 'PAY-6 other page' "Reviewed-by: $BOB"
	deploy staging --service web
}

scenario() {
	story second
	expect 1 refused approval=FAIL:APPR-MISSING approval=FAIL:APPR-EVIL-MERGE
	expect_not change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}

twin() {
	story first
	expect 0 allowed change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}
