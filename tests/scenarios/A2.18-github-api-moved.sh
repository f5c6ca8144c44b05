# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change cannot name the server that tells of its ticket: the one that the policy in force names is asked.
# Twin: the ticket is there.

# Somebody has a server that tells of the same history, and of a ticket that never was; it would get the token.
story() { # yes: GitHub has the ticket
	local own true_events
	github_started "tickets={ projects: [acme/pay], sources: [title], evidence: verified, tracker: github }"
	tick
	[ "$1" = no ] || event issue number:=12 title='more' by=olivia
	own=$WORLD-own
	cp -R "$WORLD" "$own"
	[ "$1" = yes ] || WORLD=$own event issue number:=12 title='more' by=olivia
	branch topic
	sed -i '/^api:/s/$/-own/' .changegate.yml
	git add .
	commit --file other.txt 'PAY-1 more'
	true_events=$(wc -l <"$WORLD/events.ndjson")
	pull 3 topic --title 'more (acme/pay#12)'
	approved 3 bob
	merge_pull 3 olivia merge
	tail -n "+$((true_events + 1))" "$WORLD/events.ndjson" >>"$own/events.ndjson"
	deploy staging
	rm -r "$own"
}

scenario() {
	story no
	expect 1 refused ticket=FAIL:TKT-NOTFOUND
}

twin() {
	story yes
	expect 0 allowed ticket=PASS:TKT-FOUND
}
