# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that slips in between those of a rebased request was reviewed in none, whatever the
#   forge counts to it.
# Twin: without it.

story() { # TEXT
	local base first
	github_started
	topic topic
	first=$(commit_of HEAD)
	commit --file other.txt 'PAY-2 again'
	pull 3 topic
	approved 3 bob
	onto main
	base=$(commit_of HEAD)
	tick
	git cherry-pick --keep-redundant-commits "$first" >/dev/null
	[ -z "$1" ] || commit --file between.txt "$1"
	tick
	git cherry-pick --keep-redundant-commits topic >/dev/null
	event merge number:=3 by=bob method=rebase commit="$(commit_of HEAD)" base_commit="$base"
	deploy staging
}

scenario() {
	story 'PAY-2 in between'
	expect 1 refused approval=FAIL:APPR-SQUASH-MISMATCH
}

twin() {
	story ''
	expect 0 allowed approval=PASS:APPR-COUNTED
}
