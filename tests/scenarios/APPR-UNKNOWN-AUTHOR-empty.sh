# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit whose author and committer say neither name nor address is approved by nobody:
#   whoever approves could have written it.
# Twin: the same commit by somebody.

story() { # WHO
	local tree
	started
	echo more >app.txt
	git add app.txt
	tree=$(git write-tree)
	{
		printf 'tree %s\nparent %s\n' "$tree" "$(commit_of HEAD)"
		printf 'author %s 1767225700 +0000\ncommitter %s 1767225700 +0000\n\n' "$1" "$1"
		message 'PAY-2 more' "Reviewed-by: $BOB"
	} >"$SCRATCH/commit"
	git reset -q --hard "$(git hash-object -t commit -w --literally "$SCRATCH/commit")"
	deploy staging
}

scenario() {
	story ' <>'
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
}

twin() {
	story "$ALICE"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
