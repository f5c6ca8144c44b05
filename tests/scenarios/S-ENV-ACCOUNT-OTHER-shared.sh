# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a policy gives production the account of staging, which it may not share: it is no policy.
# Twin: the accounts are two.

story() { # ACCOUNT of staging
	repository "environments={ staging: { target: { account: '$1' } },
  production: { target: { account: '222', not_shared_with: [staging] } } }"
	deploy production --baseline --account 222
}

scenario() {
	story 222
	expect_error 2 "'staging' has the same account"
}

twin() {
	story 111
	expect 0 allowed separation=PASS:ENV-ACCOUNT change=EXEMPT:CHG-BASELINE
}
