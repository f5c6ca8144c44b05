# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034 # what the library reads
# Shows: the incident is an issue of GitHub that whoever started the run opened.
# Twin: somebody else opened it.

story() { # LOGIN who opened it
	emergency_policy='{ ticket: { projects: [acme/pay] }, gate: counts }'
	github_emergency_started 'environments={ staging: { forge_name: live } }' \
		'tickets={ projects: [acme/pay], sources: [title], tracker: github }'
	tick
	event issue number:=42 by="$1" title='it is down'
	topic topic-3
	pull 3 topic-3 --title '#42 mend it'
	merge_pull 3 olivia merge
	deploy_run actor=olivia
	opened bob
	deploy staging --emergency '#42' --reason 'it is down'
}

scenario() {
	story olivia
	expect 1 refused emergency=FAIL:EMER-INCIDENT-SELF-OPENED \
		emergency=EXEMPT:EMER-AUTHORISED-GATE approval=FAIL:APPR-MISSING
}

twin() {
	story carol
	expect 0 emergency emergency=PASS:EMER-INCIDENT-OPEN \
		emergency=EXEMPT:EMER-AUTHORISED-GATE approval=FAIL:APPR-MISSING
}
