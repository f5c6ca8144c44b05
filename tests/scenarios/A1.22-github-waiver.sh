# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact passed with a waiver: a control was let off.
# Twin: nothing was.

report_of() { # passed|failed
	if [ "$1" = failed ]; then
		report unit <<<'<testsuite name="unit"><testcase name="a"><failure/></testcase></testsuite>'
	fi
	shop_commit
	shop_deploy 2
	expect 0 allowed "${@:2}"
}

story() { # passed|failed [EXPECTATION]
	# shellcheck disable=SC2034 # of shop_started
	shop_keys=("waivers=[{ control: tests, reason: 'flaky, OPS-9', expires: '$(date -u -d '+30 days' +%FT00:00:00Z)' }]")
	github_gitops "$(promotions)"
	at_shop report_of "$@"
	updated 2 moved 1 2
}

scenario() {
	story failed tests=EXEMPT:TEST-FAILED
	no_promotion 'did not pass in full'
}

twin() {
	story passed
	promoted
}
