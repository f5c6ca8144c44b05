# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the same person twice counts once, whatever the case of the address or the name.
# Twin: two people.

story() { # TRAILER...
	started approval='{ count: 2 }'
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story "Reviewed-by: $BOB" 'Reviewed-by: B. B. <BOB@Example.org>' \
		'Reviewed-by: bob baker <bob@home.example>'
	expect 1 refused approval=FAIL:APPR-TOO-FEW
}

twin() {
	story "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
