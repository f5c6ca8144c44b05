# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a date, an advisory and a lower-case or broken key are no key at all.
# Twin: a key that is written right.

story() { # WORDS
	started
	commit "Since 2023-04-11, CVE-2026-41284, pay-7, PAY-0, PAY-7x, PAY-2026-7$1" \
		"Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story ''
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story ', PAY-7.'
	expect 0 allowed ticket=PASS:TKT-FOUND
}
