# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the token of a workflow may not read the names of secrets, so where they are is not known.
# Twin: the policy has how the environment is guarded reported only.

story() { # KEYS of the environment
	github_repository "environments={ staging: { forge_name: live, $1 platform: { secrets: environment } } }"
	github_world
	guarded
	deploy staging --baseline
}

scenario() {
	story ''
	expect 3 unknown separation=UNKNOWN:ENV-PROTECTION-UNKNOWN change=EXEMPT:CHG-BASELINE
}

twin() {
	story 'controls: { protection: report },'
	expect 0 allowed separation=EXEMPT:ENV-PROTECTION-UNKNOWN separation=NOTE:CONTROL-REPORTED \
		change=EXEMPT:CHG-BASELINE
}
