# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nothing may come after a preview: what was there has passed nothing.
# Twin: it may come after an environment that lasts.

story() { # CLASS
	repository "environments={ preview: { class: $1 }, production: { after: preview } }"
	deploy preview --baseline
}

scenario() {
	story ephemeral
	expect_error 2 'is ephemeral'
}

twin() {
	story lasting
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}
