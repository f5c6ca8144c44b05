# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the environment is not there, so nothing guards it.
# Twin: it is.

story() { # NAME of the environment at GitHub
	github_repository "environments={ staging: { forge_name: live, platform: { reviewers: required } } }"
	github_world
	guarded "$1"
	deploy staging --baseline
}

scenario() {
	story life
	expect 3 unknown separation=UNKNOWN:ENV-PROTECTION-UNKNOWN change=EXEMPT:CHG-BASELINE
}

twin() {
	story live
	expect 0 allowed separation=PASS:ENV-REVIEWERS change=EXEMPT:CHG-BASELINE
}
