# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2154 # what the library sets
# Shows: a change that has another kind of tracker asked elsewhere does not get the token there.
# Twin: whoever owns the token binds it to that host.

story() { # COMMAND... of the pipeline
	local old=$SCRATCH/old
	tracker_started jira-cloud
	ticket PAY-7
	mkdir "$old"
	mv "$TRACKER_WORLD"/* "$old"
	event_there person id=712020:petra name='Petra Miles' email=petra@example.org
	event_there token token="$CHANGEGATE_JIRA_TOKEN"
	event_there settings 'with:={"dataCenter":true}'
	ticket PAY-7
	branch topic
	sed -i 's/tracker: jira-cloud/tracker: jira-data-center/' .changegate.yml
	git add .
	commit --file other.txt 'PAY-7 more'
	pull 3 topic --title 'PAY-7 more'
	approved 3 bob
	merge_pull 3 olivia merge
	"$@"
	deploy staging
}

scenario() {
	story unset CHANGEGATE_JIRA_TOKEN_HOST
	expect 3 unknown ticket=UNKNOWN:TKT-TRACKER
	expect_because 'CHANGEGATE_JIRA_TOKEN_HOST'
}

twin() {
	story export "CHANGEGATE_JIRA_TOKEN_HOST=${TRACKER_SERVER#*//}"
	expect 0 allowed ticket=PASS:TKT-FOUND
}
