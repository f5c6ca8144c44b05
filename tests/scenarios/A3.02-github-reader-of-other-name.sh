# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where commits of unknown addresses count for their pusher, who approves is still not the one whose
#   name or login the address has.
# Twin: the address is nobody's.

story() { # ADDRESS
	github_started approval='{ unknown_authors: use-pusher }'
	topic topic
	under "$1" "$1" git commit -q --amend --no-edit --reset-author
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story 'B. <bob@users.noreply.github.com>'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story 'B. <b@users.noreply.github.com>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
