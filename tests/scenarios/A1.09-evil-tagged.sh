# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever made the merge cannot approve what it changes, not even with a signed tag.
# Twin: somebody else looked at the merge itself and signed a tag that names it.

story() { # PERSON who approves
	signed_started 'approval={ evidence: claimed }'
	branch feature
	commit 'PAY-2 there' "Reviewed-by: $CAROL"
	onto main
	commit --file other.txt 'PAY-3 here' "Reviewed-by: $CAROL"
	signing_as "$BOB"
	git merge -q --no-ff --no-commit feature
	echo 'a fix for both' >>other.txt
	git add other.txt
	commit_staged 'PAY-2 merge'
	signing_as "$1"
	approve HEAD
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
