# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where CODEOWNERS names a team whose members the token may not read, nobody knows whether an
#   owner approved.
# Twin: the token may read them.

story() { # yes: the token may read teams
	github_repository 'approval={ codeowners: required }'
	echo '* @acme/engineers' >CODEOWNERS
	git add .
	git commit -q --amend --no-edit
	github_world
	[ "$1" = no ] || event token permissions:='{"members":"read"}'
	event team slug=engineers 'members:=["bob"]'
	baseline staging
	merged_pull 2 merge bob
	deploy staging
}

scenario() {
	story no
	expect 3 unknown approval=UNKNOWN:APPR-OWNERS-UNKNOWN
}

twin() {
	story yes
	expect 0 allowed approval=PASS:APPR-COUNTED
}
