# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the record of the artefact cannot be read, and the change request has neither a ticket nor an
#   approval of its own.
# Twin: it has both: nobody needs to know whether it is a promotion.

story() { # COMMAND... on the request
	local record
	github_gitops "$(promotions)"
	shop_passed 2
	record=$(find .git/changegate/ledger/records -name "$(of_last recordId).json")
	seconds=$((seconds - 3600))
	update 2 moved 1 2
	"$@"
	merge_pull 2 olivia squash
	mv "$record" "$SCRATCH/record"
	deploy production
	mv "$SCRATCH/record" "$record"
}

approved_as_any() {
	# shellcheck disable=SC2034 # of merge_pull
	pull_title[2]='PAY-9 update'
	approved 2 bob carol
}

scenario() {
	story true
	expect 3 unknown approval=UNKNOWN:CHG-PROMOTION-UNKNOWN ticket=UNKNOWN:CHG-PROMOTION-UNKNOWN
}

twin() {
	story approved_as_any
	expect 0 allowed approval=PASS:APPR-COUNTED ticket=PASS:TKT-FOUND
}
