# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a later change that takes the owners away does not take them away from one before.
# Twin: the owner of before approves both.

story() { # LOGIN...
	github_repository 'approval={ codeowners: required }'
	echo '* @carol' >CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	baseline staging
	merged_pull 2 merge "$@"
	branch topic
	as "$ALICE"
	git rm -q CODEOWNERS
	commit_staged 'PAY-2 nobody owns'
	pull 3 topic
	approved 3 carol
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-OWNERS
}

twin() {
	story carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
