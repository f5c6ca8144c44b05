# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what was approved by laxer rules lends no approval.
# Twin: the rules were as strict then.

story() { # COUNT
	started "approval={ backports: inherit-if-same-content, count: $1 }" 'branches=[main, release]' \
		'environments={ staging: { refs: [main] }, production: { refs: [release] } }'
	git branch -q release
	onto release
	baseline production
	onto main
	as "$ALICE"
	commit 'PAY-2 more' "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	source=$(commit_of HEAD)
	sed -i 's/count: 1/count: 2/' .changegate.yml
	echo '# as ever' >>.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-3 two of them' "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	onto release
	tick
	git cherry-pick -x "$source" >/dev/null
	git commit -q --amend -m "PAY-2 again" -m "(cherry picked from commit $source)"
	deploy production
}

scenario() {
	story 1
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
	expect_because "by rules as strict as today's"
}

twin() {
	story 2
	expect 0 allowed approval=PASS:APPR-INHERITED
}
