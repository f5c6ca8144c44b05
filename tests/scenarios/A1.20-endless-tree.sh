# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: folders that hold one another many times over, ten thousand million paths in all, are an
#   error within seconds, not a comparison without end.
# Twin: with a thousand paths they are a change like any other.

story() { # LEVELS
	local tree level blob
	started
	blob=$(git hash-object -w app.txt)
	tree=$(for i in {0..9}; do printf '100644 blob %s\tf%d\n' "$blob" "$i"; done | git mktree)
	for ((level = 1; level < $1; level++)); do
		tree=$(for i in {0..9}; do printf '040000 tree %s\td%d\n' "$tree" "$i"; done | git mktree)
	done
	tree=$({ git ls-tree HEAD && printf '040000 tree %s\tmany\n' "$tree"; } | git mktree)
	tick
	git update-ref HEAD "$(message 'PAY-2 many' "Reviewed-by: $BOB" | git commit-tree -p HEAD "$tree")"
	[ "$1" -gt 3 ] || git reset -q --hard
	SECONDS=0
	deploy staging
	[ "$SECONDS" -lt 30 ] || fail "it took $SECONDS seconds"
}

scenario() {
	story 10
	expect_error 3 'more than'
}

twin() {
	story 3
	expect 0 allowed change=PASS:CHG-RANGE
}
