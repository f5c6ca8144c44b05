# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the author may merge what somebody else approved, with a note.
# Twin: self_merge: refuse.

story() { # KEY=VALUE...
	github_started "$@"
	topic topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 alice merge
	deploy staging
}

scenario() {
	story
	expect 0 allowed approval=PASS:APPR-COUNTED approval=NOTE:APPR-SELF-MERGED
}

twin() {
	story approval='{ self_merge: refuse }'
	expect 1 refused approval=FAIL:APPR-SELF-MERGE
}
