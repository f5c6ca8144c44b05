# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where the policy looks into trailers only, a key in the subject is none.
# Twin: a key in a trailer.

story() { # SUBJECT [TRAILER]
	started tickets='{ projects: [PAY], sources: [trailer] }'
	commit "$@" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story 'PAY-2 more'
	expect 1 refused ticket=FAIL:TKT-SOURCE
}

twin() {
	story 'more' 'Refs: PAY-2'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
