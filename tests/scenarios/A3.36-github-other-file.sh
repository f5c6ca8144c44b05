# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: an app is exempt for the files that the policy lists, and no other.
# Twin: it changes one of those.

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

story() { # FILE
	bot_started
	branch dependabot/lib
	bump package-lock.json
	bump "$1"
	pull 2 dependabot/lib --by dependabot
	merge_pull 2 alice merge
	deploy staging
}

scenario() {
	story src.js
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-BOT-VOID
}

twin() {
	story package-lock.json
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
