# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a host that the policy's `api` names does not get the platform's token, which is another's.
# Twin: it names the host that the token is for.

story() { # HOST
	github_started
	branch topic
	sed -i "/^api:/s/127.0.0.1/$1/" .changegate.yml
	git add .
	commit --file other.txt 'PAY-1 more'
	pull 3 topic
	approved 3 bob
	merge_pull 3 olivia merge
	deploy staging # asks the host of the policy in force
	expect 0 allowed approval=PASS:APPR-COUNTED
	: >"$WORLD/log.ndjson"
	merged_pull 4 merge bob
	deploy staging
}

scenario() {
	story localhost
	expect 3 unknown policy=UNKNOWN:FORGE-UNAVAILABLE approval=UNKNOWN:FORGE-UNAVAILABLE \
		policy=UNKNOWN:GIT-REF-UNKNOWN separation=UNKNOWN:GIT-REF-UNKNOWN
	expect_because 'GITHUB_TOKEN goes to 127.0.0.1'
	[ "$(requests)" -eq 0 ] || fail 'a request went out'
}

twin() {
	story 127.0.0.1
	expect 0 allowed policy=PASS:POLICY-READ
}
