# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where CODEOWNERS is required an owner of each changed file has approved: Bob owns none.
# Twin: Carol, who owns it, approves.

story() { # LOGIN
	github_repository 'approval={ codeowners: required }'
	mkdir .github
	echo '/app.txt @carol' >.github/CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	baseline staging
	merged_pull 2 merge "$1"
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
