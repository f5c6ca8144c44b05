# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the standing ticket of an app is for what is all its own: not for what a human pushed to its
#   branch, who names none.
# Twin: the app pushes it itself.

dependabot='dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'

bot_started() {
	github_started 'approval={ bots: [{ app: dependabot, id: 49699333, paths: [package-lock.json], ticket: PAY-900 }] }'
	bot dependabot 49699333
}

bump() { # as the app makes a commit
	tick
	echo more >>package-lock.json
	git add package-lock.json
	under "$dependabot" "$WEB_FLOW" git commit -q -m 'bump a library'
}

story() { # LOGIN of who pushes the second commit
	bot_started
	branch dependabot/lib
	bump
	pull 2 dependabot/lib --by dependabot --title 'bump a library'
	bump
	push_as "$1" dependabot/lib
	approved 2 bob carol
	merge_pull 2 olivia squash
	deploy staging
}

scenario() {
	story alice
	expect 1 refused ticket=FAIL:TKT-MISSING
}

twin() {
	story dependabot
	expect 0 allowed ticket=EXEMPT:TKT-BOT approval=EXEMPT:APPR-BOT
}
