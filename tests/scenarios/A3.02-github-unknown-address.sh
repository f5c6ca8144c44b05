# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit under an address that no account has may be the approver's.
# Twin: the address is one of the author's account.

story() { # PERSON
	github_started
	topic topic
	under "$1" "$1" git commit -q --amend --no-edit --reset-author
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story 'Alice Archer <alice@home.example>'
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
