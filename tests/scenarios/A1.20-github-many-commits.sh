# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: of a request with more commits than GitHub lists (250), or just as many, nobody knows who wrote them.
# Twin: it has one less than are listed, so that is all.

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

story() { # COMMITS
	github_started
	commits "$1" "$ALICE" | git fast-import --quiet --force
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging
}

scenario() {
	story 251
	expect 3 unknown approval=UNKNOWN:APPR-INCOMPLETE
}

twin() {
	story 249
	expect 0 allowed approval=PASS:APPR-COUNTED
}
