# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what inherited its approval lends none: the revert of such a revert is a change like others.
# Twin: the revert had a review of its own.

take_back() { # NUMBER [LOGIN...]
	branch "revert-$1"
	tick
	git revert --no-edit ${2:+-m 1} HEAD >/dev/null
	git commit -q --amend -m 'PAY-2 back' -m "$(git log -1 --format=%b)"
	pull "$1" "revert-$1"
	approved "$1" "${@:3}"
	merge_pull "$1" olivia merge
	deploy staging
}

story() { # [LOGIN...]
	github_started 'approval={ reverts: inherit-if-inverse }'
	merged_pull 2 squash bob
	deploy staging
	take_back 3 '' "$@"
	expect 0 allowed
	take_back 4 merge
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
	expect_because 'the record that judged it has none of its own'
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-INHERITED
}
