# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a commit by the name of an exempt app, which the forge does not vouch for, is not exempt.
# Twin: the forge vouches for it.

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

story() { # VALID
	bot_started
	branch dependabot/lib
	bump package-lock.json
	event signature commit="$(commit_of HEAD)" valid:="$1"
	pull 2 dependabot/lib --by dependabot
	merge_pull 2 alice squash
	deploy staging
}

scenario() {
	story false
	expect 1 refused approval=FAIL:APPR-MISSING approval=NOTE:APPR-BOT-VOID
}

twin() {
	story true
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
