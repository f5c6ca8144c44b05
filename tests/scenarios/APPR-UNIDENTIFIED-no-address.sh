# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what cannot be an address does not say who approved, however many of them there are.
# Twin: one that can.

story() { # TRAILER...
	started
	commit 'PAY-2 more' "$@"
	deploy staging
}

scenario() {
	story 'Reviewed-by: Bob <mailto:bob@example.org>' 'Reviewed-by: Bob <nobody at all>' \
		'Reviewed-by: Bob <bob>' 'Reviewed-by: Bob <"bob"@example.org>' 'Reviewed-by: Bob <bob@>' \
		$'Reviewed-by: Bob <bob@ex\xc3\xa4mple.org>' 'Reviewed-by: <<bob@example.org>>' \
		'Reviewed-by: Bob <bob@example.org,carol@example.org>'
	expect 1 refused approval=FAIL:APPR-UNIDENTIFIED
}

twin() {
	story 'Reviewed-by: Bob <mailto:bob@example.org>' 'Reviewed-by: Bob <bob@example.org>'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
