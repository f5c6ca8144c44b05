# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where CODEOWNERS names an address whoever GitHub gives it to has approved: Bob has another one.
# Twin: Carol, whose address it is, approves.

story() { # LOGIN
	github_repository 'approval={ codeowners: required }'
	echo '/app.txt 103+carol@users.noreply.github.com' >CODEOWNERS
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
