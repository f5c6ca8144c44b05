# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the change that lets another file be promoted is deployed with a promotion there: the policy in
#   force does not know it.
# Twin: with one in a file that both know.

story() { # FILE
	github_gitops "$(promotions)"
	shop_passed 2
	seconds=$((seconds - 3600))
	branch rules
	as "$ALICE"
	sed -i 's|"apps/shop/\*\*"|"apps/**"|' .changegate.yml
	git add -A
	commit_staged 'PAY-3 promotions'
	pull 3 rules --title 'PAY-3 promotions'
	approved 3 bob
	merge_pull 3 olivia squash
	seconds=$(date +%s)
	updated 4 moved 1 2 "$1"
}

scenario() {
	story apps/other/kustomization.yaml
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:POLICY-CHANGED ticket=FAIL:TKT-MISSING
	expect_not change=PASS:CHG-PROMOTION
}

twin() {
	story apps/shop/kustomization.yaml
	promoted
}
