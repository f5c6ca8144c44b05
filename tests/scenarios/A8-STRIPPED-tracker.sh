# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what run_gate sets
# Shows: a job that collects cannot leave out what is against it: what forge, tracker and platform say is asked
#   again by the one that seals.
# Twin: it hands over what it collected.

leave_out() { # FILTER (jq): seals the evidence without that
	jq -cS "$1" "$SCRATCH/evidence" >"$SCRATCH/changed"
	! cmp -s "$SCRATCH/evidence" "$SCRATCH/changed" || fail "nothing is changed: $1"
	run_gate seal --env staging --format json "$SCRATCH/changed"
	case $status in 2 | 4) ;; *) fail "sealed without $1: $(what_was_said)" ;; esac
}

collected() {
	tracker_started jira-cloud 'several: all'
	ticket PAY-2
	named_pull 2 'PAY-2 more'
	run_gate collect --env staging --output "$SCRATCH/evidence"
	same status 0 "$status"
	sleep 1.1
}

scenario() {
	collected
	leave_out 'del(.tickets.tracker)'
	leave_out 'del(.forge.requests[0].reviews[0])'
	leave_out 'del(.ledger.forgeId)'
	leave_out 'del(.sources[] | select(.system == "jira-cloud"))'
	leave_out 'del(.forge)'
	leave_out 'del(.ledger.inPlace)'
	run_gate seal --env staging --format json "$SCRATCH/changed"
	expect_error 4 CHAIN-STALE
}

twin() {
	collected
	run_gate seal --env staging --format json "$SCRATCH/evidence"
	read_result
	expect 0 allowed approval=PASS:APPR-COUNTED ticket=PASS:TKT-FOUND
}
