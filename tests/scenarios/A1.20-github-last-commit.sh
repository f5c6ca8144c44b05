# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever wrote the 101st commit of a request, on the second page, cannot approve it.
# Twin: somebody else did.

commits() { # COUNT PERSON of the last: as one stream
	local i person=$ALICE
	echo 'reset refs/heads/topic'
	echo 'from refs/heads/main^0'
	for ((i = 1; i <= $1; i++)); do
		[ "$i" -lt "$1" ] || person=$2
		printf 'commit refs/heads/topic\nauthor %s %d +0000\ncommitter %s %d +0000\ndata 8\nPAY-1 go\n' \
			"$person" $((1767225600 + i)) "$person" $((1767225600 + i))
		printf 'M 644 inline f\ndata %d\n%s\n' ${#i} "$i"
	done
}

story() { # PERSON of the last commit
	github_started
	commits 101 "$1" | git fast-import --quiet --force
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia squash
	deploy staging
}

scenario() {
	story "$BOB"
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story "$CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
