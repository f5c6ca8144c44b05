# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the deploy of a promotion names another artefact than the commit says, which passed too: it would
#   be recorded, and admitted.
# Twin: it names what the digest moved to; the record of that names the source's commit.

story() { # ARTEFACT that is named
	github_gitops "$(promotions)"
	shop_passed 2
	source=$(git -C "$SCRATCH/shop/repository" rev-parse --short=12 HEAD)
	shop_passed 3
	update 2 moved 1 2
	merge_pull 2 olivia squash
	deploy production --artifact "$(digest "$1")"
}

scenario() {
	story 3
	expect 1 refused change=FAIL:CHG-WORKLOAD-OTHER change=PASS:CHG-PROMOTION \
		approval=NOT_APPLICABLE:CHG-PROMOTION
}

twin() {
	story 2
	promoted
	expect 0 allowed change=PASS:CHG-WORKLOAD
	expect_because "commit $source of example.org/acme/shop"
}
