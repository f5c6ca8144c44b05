# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that the clone's branch has, and GitHub's own branch has no more, is deployed
#   by whoever holds the clone.
# Twin: it has it.

story() { # REVISION where GitHub's branch is
	github_started
	merged_pull 3 merge bob
	event ref ref=refs/heads/main commit="$(commit_of "$1")"
	deploy staging
}

scenario() {
	story HEAD^
	expect 3 unknown separation=UNKNOWN:GIT-REF-CLAIMED policy=UNKNOWN:GIT-REF-CLAIMED
}

twin() {
	story HEAD
	expect 0 allowed separation=PASS:ENV-SOURCE
}
