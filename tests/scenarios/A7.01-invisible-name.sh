# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: characters that nobody sees do not make another name.
# Twin: a letter more does.

story() { # NAME
	started
	commit 'PAY-2 more' "Reviewed-by: $1 <somebody@example.net>"
	deploy staging
}

scenario() {
	story $'Ali\xe2\x80\x8bce Arc\xc2\xadher\xef\xb8\x8f'
	expect 1 refused approval=FAIL:APPR-SELF
}

twin() {
	story 'Alicea Archer'
	expect 0 allowed approval=PASS:APPR-COUNTED
}
