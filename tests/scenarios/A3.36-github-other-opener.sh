# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: commits of an exempt app in a request that a human opened are not exempt.
# Twin: the app opened it.

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

story() { # LOGIN
	bot_started
	branch dependabot/lib
	bump package-lock.json
	push_as dependabot dependabot/lib
	pull 2 dependabot/lib --by "$1"
	merge_pull 2 alice squash
	deploy staging
}

scenario() {
	story alice
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story dependabot
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
