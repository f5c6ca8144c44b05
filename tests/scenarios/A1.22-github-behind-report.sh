# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the environment of the source only reports that an approval is missing; what nobody approved came in so, and the
#   next artefact, which passes in full, has it in it.
# Twin: somebody had approved that.

unapproved_at_shop() { # TRAILER...
	commit 'PAY-7 shop' "$@"
	shop_deploy 2
	expect 0 allowed
}

story() { # TRAILER...
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=('environments={ staging: { controls: { approval: report } } }')
	github_gitops "$(promotions)"
	at_shop unapproved_at_shop "$@"
	shop_passed 3
	updated 2 moved 1 3
}

scenario() {
	story
	no_promotion 'has in it what record'
}

twin() {
	story "Reviewed-by: $BOB"
	promoted
}
