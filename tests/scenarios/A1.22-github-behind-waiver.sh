# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: tests of what came to staging failed, and were waived there; the next artefact passes in full, and has it in it.
# Twin: people let that in here, with a ticket and an approval, before the app brings the next one.

waived_at_shop() {
	report unit <<<'<testsuite name="unit"><testcase name="a"><failure/></testcase></testsuite>'
	shop_commit
	shop_deploy 2
	expect 0 allowed tests=EXEMPT:TEST-FAILED
	tests
}

moved_by_people() {
	seconds=$((seconds - 3600))
	branch people
	as "$ALICE"
	moved 1 2
	git add -A
	commit_staged 'PAY-3 the waived one'
	pull 3 people --title 'PAY-3 the waived one'
	approved 3 bob
	merge_pull 3 olivia squash
	deploy production
	expect 0 allowed approval=PASS:APPR-COUNTED
	seconds=$(date +%s)
}

story() { # ARTEFACT that runs, COMMAND...
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=("waivers=[{ control: tests, reason: 'flaky, OPS-9', expires: '$(date -u -d '+30 days' +%FT00:00:00Z)' }]")
	github_gitops "$(promotions)"
	at_shop waived_at_shop
	shop_passed 3
	"${@:2}"
	updated 4 moved "$1" 3
}

scenario() {
	story 1 true
	no_promotion 'has in it what record'
}

twin() {
	story 2 moved_by_people
	promoted
}
