# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a changed path that no service claims counts for every service.
# Twin: the policy ignores the path.

story() { # [ignored=...]
	repository services='{ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }' "$@"
	baseline staging --service web
	commit --file web/page 'PAY-2 page' "Reviewed-by: $BOB"
	commit --file notes/x 'nobody looked'
	deploy staging --service web
}

scenario() {
	story
	expect 1 refused change=NOTE:CHG-PATH-UNCLAIMED ticket=FAIL:TKT-MISSING \
		approval=FAIL:APPR-MISSING
}

twin() {
	story ignored='["notes/**"]'
	expect 0 allowed change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}
