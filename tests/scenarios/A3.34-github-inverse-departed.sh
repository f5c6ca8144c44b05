# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an approver who had left lends a revert no approval once the policy accepts such approvers no more.
# Twin: it still does.

story() { # PATTERN of what the policy loses
	local reviewed
	github_started 'approval={ reverts: inherit-if-inverse, departed: accept }'
	merged_pull 2 squash bob
	event permission login=bob permission=none
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-DEPARTED
	reviewed=$(commit_of HEAD)
	branch rules
	as "$ALICE"
	sed -i "s/$1//" .changegate.yml
	echo '# as it should be' >>.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 rules'
	pull 3 rules
	approved 3 carol
	merge_pull 3 olivia squash
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	branch revert
	tick
	git revert --no-edit "$reviewed" >/dev/null
	pull 4 revert
	merge_pull 4 olivia merge
	deploy staging
}

scenario() {
	story ', departed: accept'
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-NOT-INHERITED
	expect_because "by rules as strict as today's"
}

twin() {
	story 'nothing of it'
	expect 0 allowed approval=PASS:APPR-INHERITED
}
