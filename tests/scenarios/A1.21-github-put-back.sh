# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: where forge and ledger disagree, something new is not deployed.
# Twin: what the ledger has in place is deployed again, which ends the dispute.

story() { # REVISION to deploy
	local base
	github_started 'environments={ staging: { forge_name: live } }'
	base=$(commit_of HEAD)
	topic topic
	pull 3 topic
	approved 3 bob
	merge_pull 3 bob merge
	event deployment id:=1 environment=live commit="$(commit_of HEAD)" by=alice state=success
	deploy staging --sha "$(commit_of "${1/BASE/$base}")"
}

scenario() {
	story HEAD
	expect 3 unknown change=UNKNOWN:CHG-PREVIOUS-DISPUTED
}

twin() {
	story BASE
	expect 0 allowed change=PASS:CHANGE-REDEPLOY
}
