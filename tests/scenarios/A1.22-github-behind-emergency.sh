# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit that nobody reviewed came to staging by an emergency; the next deploy there passes, as it is judged from
#   what is in place, and its artefact has that commit in it. No retro has judged it.
# Twin: a retro has.

shop_signers() { # of an emergency there
	emergency_signers
	deploy staging --service shop --baseline --artifact "$(digest 1)"
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}

emergency_at_shop() {
	commit 'PAY-7 shop' "Reviewed-by: $BOB"
	authorise "$ALICE" "$BOB"
	# shellcheck disable=SC2154 # what authorise sets
	shop_deploy 2 --emergency INC-42 --reason 'it is down' "${authorised[@]}"
	expect 0 emergency
}

story() { # COMMAND... before the next deploy
	export SHOP_BASELINE=shop_signers
	export INCIDENT=INC-42 EMERGENCY_SERVICE=shop EMERGENCY_ARTIFACT
	EMERGENCY_ARTIFACT=$(digest 2)
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=("emergency=$emergency_policy" allowed_signers=.changegate/allowed_signers)
	github_gitops "$(promotions)"
	at_shop emergency_at_shop
	at_shop "$@"
	shop_passed 3
	updated 2 moved 1 3
}

scenario() {
	story true
	no_promotion 'which did not pass in full'
}

judged_after() {
	retro
	expect 0 allowed
}

twin() {
	story judged_after
	promoted
}
