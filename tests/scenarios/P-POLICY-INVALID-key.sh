# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a key that nothing enforces is an error with line and column: nobody may believe in a
#   control that is not there.
# Twin: without the key.

story() { # KEY=VALUE
	repository
	policy "$@" >.changegate.yml
	git commit -q -a --amend --no-edit
	deploy staging --baseline
}

scenario() {
	story guardians='[acme/platform]'
	expect_error 2 guardians
}

twin() {
	story
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}
