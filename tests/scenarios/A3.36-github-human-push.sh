# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a human who pushes to the branch of an exempt app makes it a request like others, whatever
#   the commit says of its author.
# Twin: the app pushes it itself.

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

story() { # LOGIN of who pushes the second commit
	bot_started
	branch dependabot/lib
	bump package-lock.json
	pull 2 dependabot/lib --by dependabot
	bump package-lock.json
	push_as "$1" dependabot/lib
	merge_pull 2 alice squash
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-BOT-VOID
}

twin() {
	story dependabot
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
