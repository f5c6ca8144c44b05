# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that ignores the paths of a service still needs the approval that the old
#   policy asks for.
# Twin: it is approved.

story() { # TRAILER...
	repository services='{ web: { paths: ["web/**"] } }'
	baseline staging --service web
	policy services='{ web: { paths: ["web/page"] } }' ignored='["web/**"]' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 smaller service' "Reviewed-by: $BOB"
	commit --file web/other 'PAY-3 nobody looked' "$@"
	deploy staging --service web
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
