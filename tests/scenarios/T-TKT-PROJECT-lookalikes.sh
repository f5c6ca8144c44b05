# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: UTF-8, SHA-256, CVE-2026-41284, ISO-8601 and 2023-04-11 are not tickets.
# Twin: one real key among them; what does not count is noted.

story() { # WORDS
	started
	commit "Use UTF-8, SHA-256 and ISO-8601, CVE-2026-41284 of 2023-04-11$1" "Reviewed-by: $BOB"
	deploy staging
}

scenario() {
	story ''
	expect 1 refused ticket=FAIL:TKT-PROJECT
}

twin() {
	story ' (PAY-7)'
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-IGNORED
}
