# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the change that brings the promotion is deployed with one: the policy in force does not know it
#   yet.
# Twin: the policy with it was deployed before.

story() { # COMMAND... between the two
	github_gitops
	shop_passed 2
	seconds=$((seconds - 3600))
	branch rules
	as "$ALICE"
	policy repository=github.com/acme/pay forge=github "api=$GITHUB_SERVER/$(basename "$SCRATCH")" \
		'ledger={ store: "dir:.git/changegate/ledger", origin: example.org/acme/pay }' \
		'environments={ production: {} }' "$(promotions)" >.changegate.yml
	git add -A
	commit_staged 'PAY-3 promotions'
	pull 3 rules --title 'PAY-3 promotions'
	approved 3 bob
	merge_pull 3 olivia squash
	"$@"
	seconds=$(date +%s)
	updated 4 moved 1 2
}

scenario() {
	story true
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:POLICY-CHANGED ticket=FAIL:TKT-MISSING
	expect_not change=PASS:CHG-PROMOTION
}

twin() {
	story deploy production
	promoted
}
