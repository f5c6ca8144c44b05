# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an app that the change itself exempts is not exempt from its own exemption.
# Twin: Bob approved it.

story() { # LOGIN...
	github_started
	bot helper 303
	branch topic
	as 'helper[bot] <303+helper[bot]@users.noreply.github.com>'
	echo 'approval: { bots: [{ app: helper, id: 303, paths: ["**"] }], pushers: note }' >>.changegate.yml
	git add .
	commit 'PAY-2 exempt me'
	event signature commit="$(commit_of HEAD)" valid:=true
	pull 2 topic --by helper
	approved 2 "$@"
	merge_pull 2 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob carol
	expect 0 allowed approval=PASS:APPR-COUNTED
}
