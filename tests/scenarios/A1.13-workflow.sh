# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: workflow files count for every service and cannot be ignored.
# Twin: a document can.

story() { # PATH
	repository services='{ web: { paths: ["web/**"] } }' ignored='[".github/**", "docs/**"]'
	baseline staging --service web
	commit --file web/page 'PAY-2 page' "Reviewed-by: $BOB"
	commit --file "$1" 'PAY-3 nobody looked'
	deploy staging --service web
}

scenario() {
	story .github/workflows/ci.yml
	expect 1 refused change=NOTE:CHG-PATH-SHARED approval=FAIL:APPR-MISSING
}

twin() {
	story docs/readme
	expect 0 allowed change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}
