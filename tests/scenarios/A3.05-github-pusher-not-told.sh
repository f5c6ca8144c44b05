# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: who pushed cannot be told, and nothing is signed: the approver may have written all of it.
# Twin: GitHub tells.

story() { # STATUS
	github_started
	topic topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	[ "$1" = 200 ] || fault status match=activity status:="$1"
	deploy staging
}

scenario() {
	story 404
	expect 3 unknown approval=UNKNOWN:APPR-PUSHER-UNKNOWN
}

twin() {
	story 200
	expect 0 allowed approval=PASS:APPR-COUNTED
}
