# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a merge of more than two parents cannot be recomputed: UNKNOWN, which blocks.
# Twin: the same branches merged one at a time.

story() {
	started
	for name in one two; do
		branch "$name"
		commit --file "$name" "$name" "Reviewed-by: $CAROL"
		onto main
	done
	as "$BOB"
	tick
}

scenario() {
	story
	git merge -q --no-ff -m "$(message 'PAY-2 both' "Reviewed-by: $CAROL")" one two
	same parents 3 "$(git rev-parse HEAD^@ | wc -l)"
	deploy staging
	expect 3 unknown change=UNKNOWN:CHG-OCTOPUS
}

twin() {
	story
	merge one 'PAY-2 one' "Reviewed-by: $CAROL"
	merge two 'PAY-2 two' "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
}
