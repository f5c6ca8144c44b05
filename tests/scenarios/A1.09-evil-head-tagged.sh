# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signed tag of the branch's head approves nothing that the merge changes.
# Twin: the tag is of the merge itself.

story() { # REVISION that is approved
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
	signing_as "$CAROL"
	approve "$1"
	deploy staging
}

scenario() {
	story feature
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE
}

twin() {
	story HEAD
	expect 0 allowed approval=PASS:APPR-COUNTED
}
