# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a deploy to production goes to the account of staging.
# Twin: it goes to its own.

story() { # ACCOUNT
	repository 'environments={ staging: { target: { account: "111" } },
  production: { target: { account: "222", not_shared_with: [staging] } } }'
	deploy production --baseline --account "$1"
}

scenario() {
	story 111
	expect 1 refused separation=FAIL:ENV-ACCOUNT-OTHER change=EXEMPT:CHG-BASELINE
}

twin() {
	story 222
	expect 0 allowed separation=PASS:ENV-ACCOUNT change=EXEMPT:CHG-BASELINE
}
