# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the record of the artefact cannot be read, so nobody knows whether it passed.
# Twin: it can.

story() { # COMMAND... on the record, while it is asked for
	local record
	github_gitops "$(promotions)"
	shop_passed 2
	record=$(find .git/changegate/ledger/records -name "$(of_last recordId).json")
	update 2 moved 1 2
	merge_pull 2 olivia squash
	cp "$record" "$SCRATCH/record"
	"$@" "$record"
	deploy production
	cp "$SCRATCH/record" "$record"
}

scenario() {
	story rm
	expect 3 unknown approval=UNKNOWN:CHG-PROMOTION-UNKNOWN ticket=UNKNOWN:CHG-PROMOTION-UNKNOWN
	expect_because 'the ledger could not tell of'
}

twin() {
	story true
	promoted
}
