# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a name that ends in [bot] or begins with svc_ is a name: nobody is exempt by it.
# Twin: it is reviewed.

story() { # [TRAILER]
	started
	as 'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>'
	commit 'PAY-2 bump' "$@"
	as 'svc_release <svc_release@example.org>'
	commit 'PAY-3 release' "$@"
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
