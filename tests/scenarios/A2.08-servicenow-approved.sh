# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: only the author, whom the policy knows, approved the change request at ServiceNow.
# Twin: Petra did.

story() { # WHO
	tracker_world servicenow
	github_started "$(with_tracker servicenow 'approval: { required: true }' | sed 's/PAY, OPS/CHG/')" \
		"identities=[{ addresses: [712020.petra@127.0.0.1] }, \
			{ addresses: [712020.alice@127.0.0.1, $(address_of "$ALICE")] }]"
	ticket CHG0030001
	tick
	event_there approval key=CHG0030001 by="712020:$1" decision=approved
	named_pull 3 'CHG0030001 more'
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-SELF-APPROVED
}

twin() {
	story petra
	expect 0 allowed ticket=PASS:TKT-FOUND
}
