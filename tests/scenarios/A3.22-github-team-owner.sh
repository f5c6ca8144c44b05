# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where CODEOWNERS names a team one of its members has approved each of its files; Bob is none.
# Twin: Bob is in the team.

story() { # LOGIN of the team's member
	github_repository 'approval={ codeowners: required }'
	echo '* @acme/engineers' >CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	event token permissions:='{"members":"read"}'
	event team slug=engineers "members:=[\"$1\"]"
	baseline staging
	merged_pull 2 merge bob
	deploy staging
}

scenario() {
	story carol
	expect 1 refused approval=FAIL:APPR-OWNERS
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
