# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a signature taken from one tag and put under another one is not over it.
# Twin: the tag has its own.

story() { # yes: the signature is of another tag
	signed_started
	branch feature
	signing_as "$ALICE"
	commit 'PAY-2 more'
	signing_as "$CAROL"
	git tag -a -m 'Reviewed' -m 'Approves: nothing' other feature
	approve feature
	if [ "$1" = yes ]; then
		{
			git cat-file tag review | sed '/^-----BEGIN/,$d'
			git cat-file tag other | sed -n '/^-----BEGIN/,$p'
		} >forged
		git update-ref refs/tags/review "$(git hash-object -t tag -w forged)"
		rm forged
	fi
	onto main
	unsigned_as "$BOB"
	merge feature 'PAY-2 merge'
	deploy staging
}

scenario() {
	story yes
	expect 1 refused approval=FAIL:APPR-SIGNATURE
}

twin() {
	story no
	expect 0 allowed approval=PASS:APPR-COUNTED
}
