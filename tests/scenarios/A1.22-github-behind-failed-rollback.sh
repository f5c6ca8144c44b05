# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: staging went back from what nobody approved to the artefact that runs here, and then said that going back had
#   failed: what nobody approved is in place again, and the next artefact has it in it.
# Twin: somebody had approved that.

back_and_forth_at_shop() { # TRAILER...
	shop_commit
	shop_deploy 2
	expect 0 allowed approval=PASS:APPR-COUNTED
	commit 'PAY-7 shop' "$@"
	shop_deploy 3
	expect 0 allowed
	deploy staging --service shop --sha "$(commit_of HEAD^)" --artifact "$(digest 2)"
	expect 0 allowed change=PASS:CHG-ROLLBACK
	outcome failed
}

first_workload() {
	kustomization "$(digest 2)"
}

story() { # TRAILER...
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=('environments={ staging: { controls: { approval: report } } }')
	github_gitops "$(promotions)"
	at_shop back_and_forth_at_shop "$@"
	shop_passed 4
	updated 2 moved 2 4
}

scenario() {
	story
	no_promotion 'has in it what record'
}

twin() {
	story "Reviewed-by: $BOB"
	promoted
}
