# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact came to staging by an emergency, which no control has passed.
# Twin: it was deployed there as any change.

shop_signers() { # of an emergency there
	emergency_signers
	deploy staging --service shop --baseline --artifact "$(digest 1)"
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}

emergency_at_shop() {
	commit 'PAY-7 shop' "Reviewed-by: $BOB"
	if [ "$1" = emergency ]; then
		authorise "$ALICE" "$BOB"
		# shellcheck disable=SC2154 # what authorise sets
		shop_deploy 2 --emergency INC-42 --reason 'it is down' "${authorised[@]}"
		expect 0 emergency
	else
		shop_deploy 2
		expect 0 allowed
	fi
}

story() { # emergency|deploy
	export SHOP_BASELINE=shop_signers
	export INCIDENT=INC-42 EMERGENCY_SERVICE=shop EMERGENCY_ARTIFACT
	EMERGENCY_ARTIFACT=$(digest 2)
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=("emergency=$emergency_policy" allowed_signers=.changegate/allowed_signers)
	github_gitops "$(promotions)"
	at_shop emergency_at_shop "$1"
	updated 2 moved 1 2
}

scenario() {
	story emergency
	no_promotion 'is of the kind emergency'
}

twin() {
	story deploy
	promoted
}
