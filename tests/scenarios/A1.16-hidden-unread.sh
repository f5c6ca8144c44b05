# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a tag that names what diffs do not show is signed with OpenPGP: it may be good.
# Twin: the tag is not signed at all.

story() { # openpgp|none: how Carol signs
	signed_started 'approval={ evidence: claimed }'
	branch feature
	signing_as "$ALICE"
	echo 'app.txt -diff' >.gitattributes
	git add .gitattributes
	commit 'PAY-2 more'
	signing_as "$CAROL"
	[ "$1" != none ] || unsigned_as "$CAROL"
	approve feature
	[ "$1" = none ] || sign_tag_otherwise "$1" review
	onto main
	signing_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story openpgp
	expect 3 unknown approval=UNKNOWN:SIG-OPENPGP approval=PASS:APPR-COUNTED
}

twin() {
	story none
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}
