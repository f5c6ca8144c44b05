# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the environment has no secrets of its own.
# Twin: it has one.

story() { # COMMAND
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() {
		guarded
		event token permissions:='{"secrets":"read"}'
	}
	github_repository "environments={ staging: { forge_name: live, platform: { secrets: environment } } }"
	github_world
	event secret name=KEY place=environment:other
	"$@"
	deploy staging --baseline
}

scenario() {
	story true
	expect 1 refused separation=FAIL:ENV-SECRETS-NONE change=EXEMPT:CHG-BASELINE
}

twin() {
	story event secret name=KEY place=environment:live
	expect 0 allowed separation=PASS:ENV-SECRETS change=EXEMPT:CHG-BASELINE
}
