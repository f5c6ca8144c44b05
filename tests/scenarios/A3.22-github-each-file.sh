# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: each changed file has its owner: an owner of one says nothing of another.
# Twin: Carol, who owns the other, approves too.

story() { # LOGIN...
	github_repository 'approval={ codeowners: required }'
	printf '%s\n' '/app.txt @carol' '/lib/ @bob' >CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	baseline staging
	topic topic
	commit --file lib/a.c 'PAY-2 library'
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia squash
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
