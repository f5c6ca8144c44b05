# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an app's request names no ticket of its own, and the policy none for the app.
# Twin: the policy names a standing ticket.

dependabot='dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'

story() { # [KEY: VALUE of the app]
	tracker_world jira-cloud
	github_started "$(with_tracker jira-cloud)" \
		"approval={ bots: [{ app: dependabot, id: 49699333, paths: [package-lock.json]${1:+, $1} }] }"
	bot dependabot 49699333
	branch dependabot/lib
	tick
	echo more >>package-lock.json
	git add package-lock.json
	under "$dependabot" "$WEB_FLOW" git commit -q -m 'bump'
	pull 2 dependabot/lib --by dependabot --title 'bump'
	merge_pull 2 alice merge
	deploy staging
}

scenario() {
	story
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story 'ticket: OPS-77'
	expect 0 allowed ticket=EXEMPT:TKT-BOT
}
