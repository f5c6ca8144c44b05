# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: while one deploy was judged another one came in: what was judged is not sealed, since it was compared with what is no longer in place.
# Twin: no other one came.

story() { # COMMAND in between
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	run_gate collect --env staging --output "$SCRATCH/evidence"
	# shellcheck disable=SC2154 # what run_gate sets
	[ "$status" -eq 0 ] || fail "collect: $(cat "$SCRATCH/err")"
	"$@"
	run_gate seal --env staging --format json "$SCRATCH/evidence"
	read_result
}

scenario() {
	story deploy staging
	expect_error 4 CHAIN-STALE
}

twin() {
	story true
	expect 0 allowed approval=PASS:APPR-COUNTED
}
