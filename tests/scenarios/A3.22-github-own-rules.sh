# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who owns a file is not for the change itself to say: the file that was in place counts too.
# Twin: the owner of before approves.

story() { # LOGIN...
	github_repository 'approval={ codeowners: required }'
	echo '* @carol' >CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	baseline staging
	branch topic
	as "$ALICE"
	echo '* @bob' >CODEOWNERS
	git add .
	commit 'PAY-2 more'
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story bob
	expect 1 refused approval=FAIL:APPR-OWNERS
}

twin() {
	story bob carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
