# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that ignores the paths of a service does not keep what it hides from diffs out of
#   sight.
# Twin: another file is hidden.

story() { # PATTERN that is hidden
	repository services='{ web: { paths: ["web/**"] } }'
	baseline staging --service web
	policy services='{ web: { paths: ["web/page"] } }' ignored='["web/**"]' >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-2 smaller service' "Reviewed-by: $BOB"
	echo "$1 -diff" >.gitattributes
	git add .gitattributes
	commit_staged 'PAY-3 attributes' "Reviewed-by: $CAROL"
	commit --file web/other 'PAY-4 more' "Reviewed-by: $CAROL"
	deploy staging --service web
}

scenario() {
	story 'web/*'
	expect 1 refused approval=FAIL:APPR-HIDDEN-DIFF
}

twin() {
	story 'photos/*'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
