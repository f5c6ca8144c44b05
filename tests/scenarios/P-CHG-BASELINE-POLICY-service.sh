# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy that nobody judged cannot begin anew under another service.
# Twin: once a deploy has brought the policy, the new service may begin.

story() { # TRAILER...: of the commit that declares the service
	started
	policy services='{ default: {}, web: {} }' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 a web service' "$@"
	deploy staging
	deploy staging --service web --baseline
}

scenario() {
	story
	expect 1 refused policy=FAIL:CHG-BASELINE-POLICY change=FAIL:CHG-SERVICE-UNDECLARED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed change=NOTE:CHG-BASELINE-LATE
}
