# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: only protected branches may deploy, and none is protected: then all of them may.
# Twin: the main branch is protected.

story() { # COMMAND
	github_repository 'environments={ staging: { forge_name: live, platform: { branch_policy: required } } }'
	github_world
	guarded branch_policy=protected
	"$@"
	deploy staging --baseline
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-BRANCHES-UNPROTECTED change=EXEMPT:CHG-BASELINE
}

twin() {
	story protected_branch main
	expect 0 allowed separation=PASS:ENV-BRANCHES change=EXEMPT:CHG-BASELINE
}
