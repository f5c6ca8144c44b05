# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: whoever carries the deploy out asks about another artefact than the one that the repository says.
# Twin: about that one: the file that the gate wrote admits it.

story() { # ARTEFACT that the controller asks about
	github_gitops "$(promotions)"
	shop_passed 2
	update 2 moved 1 2
	merge_pull 2 olivia squash
	deploy production --artifact "$(digest 2)" --output "admission=$SCRATCH/admission"
	promoted
	run_gate admit --receipt "$SCRATCH/admission" --trust .changegate/trust.json \
		--sha "$(commit_of HEAD)" --artifact "$(digest "$1")" --env production
	# shellcheck disable=SC2154 # what run_gate sets
	[ "$status" -eq 0 ] && echo '0 admitted' >"$SCRATCH/verdict" && return
	echo "$status refused" >"$SCRATCH/verdict"
}

scenario() {
	story 1
	same status 1 "$status"
	grep -q ADMIT-OTHER-ARTIFACT "$SCRATCH/out" "$SCRATCH/err" || fail 'it does not say why'
}

twin() {
	story 2
	same status 0 "$status"
}
