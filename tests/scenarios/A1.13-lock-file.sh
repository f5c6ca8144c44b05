# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a lock file counts for every service, even below the path of another one.
# Twin: another file of that service.

story() { # PATH
	repository services='{ web: { paths: ["web/**"] }, api: { paths: ["api/**"] } }'
	baseline staging --service web
	commit --file web/page 'PAY-2 page' "Reviewed-by: $BOB"
	commit --file "$1" 'PAY-3 nobody looked'
	deploy staging --service web
}

scenario() {
	story api/package-lock.json
	expect 1 refused change=NOTE:CHG-PATH-SHARED approval=FAIL:APPR-MISSING
}

twin() {
	story api/package.txt
	expect 0 allowed change=NOT_APPLICABLE:CHG-OUT-OF-SCOPE
}
