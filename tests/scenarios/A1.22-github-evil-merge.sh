# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever merges moves the digest somewhere else than the app did, and that artefact passed too.
# Twin: the merge has what the app's branch has.

with_merge() { # as in github.sh, and something that the merge alone has
	git merge -q --no-ff --no-commit "refs/pull/$1/head"
	moved 2 "$MERGED"
	git add -A
	under "$(person_of "$2")" "$WEB_FLOW" git commit -q -m "Merge pull request #$1"
}

story() { # ARTEFACT that the merge has
	export MERGED=$1
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	update 2 moved 1 2
	merge_pull 2 olivia merge
	deploy production
}

scenario() {
	story 3
	expect 1 refused approval=FAIL:APPR-EVIL-MERGE ticket=FAIL:TKT-MISSING \
		approval=NOTE:CHG-PROMOTION-VOID
	expect_because 'its merge has something of its own'
}

twin() {
	story 2
	promoted
}
