# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a request into a feature branch lends nothing to the one that brings all of it to main.
# Twin: Bob approves that one too.

story() { # [LOGIN...] of the request into main
	github_started
	topic feature
	push_as alice feature
	topic part
	pull 2 part feature
	approved 2 bob
	merge_pull 2 alice merge
	pull 3 feature
	approved 3 "$@"
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
