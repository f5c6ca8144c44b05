# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the title names another ticket since the merge: what it says now counts, which does not exist.
# Twin: it names one that exists, and the change of the title is noted.

story() { # KEY
	tracker_started jira-cloud
	ticket PAY-7
	ticket PAY-8
	named_pull 3 'PAY-7 more'
	tick
	event edit number:=3 by=alice title="$1 more"
	deploy staging
}

scenario() {
	story PAY-9
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
}

twin() {
	story PAY-8
	expect 0 allowed ticket=PASS:TKT-FOUND ticket=NOTE:TKT-EDITED
}
