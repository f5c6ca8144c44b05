# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a mailmap of more than 20,000 lines is an error, not a slow gate.
# Twin: 20,000 lines are read.

story() { # LINES
	repository
	seq "$1" | sed 's/.*/A <alice@example.org> <a&@example.org>/' >.mailmap
	git add .mailmap
	commit_staged 'PAY-9 mailmap'
	deploy staging --baseline
}

scenario() {
	story 20001
	expect_error 3 'more than 20000 lines'
}

twin() {
	story 20000
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}
