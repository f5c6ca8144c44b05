# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an exempt app is not exempt from an objection.
# Twin: Bob does not object.

dependabot='dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'

bot_started() {
	github_started 'approval={ bots: [{ app: dependabot, id: 49699333, paths: [package-lock.json] }] }'
	bot dependabot 49699333
}

bump() { # FILE: as the app makes a commit
	tick
	echo more >>"$1"
	git add -- "$1"
	under "$dependabot" "$WEB_FLOW" git commit -q -m 'PAY-2 bump'
}

story() { # [STATE]
	bot_started
	branch dependabot/lib
	bump package-lock.json
	pull 2 dependabot/lib --by dependabot
	[ $# -eq 0 ] || review bob 2 "$1"
	merge_pull 2 alice squash
	deploy staging
}

scenario() {
	story changes_requested
	expect 1 refused approval=FAIL:APPR-CHANGES-REQUESTED
}

twin() {
	story commented
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
