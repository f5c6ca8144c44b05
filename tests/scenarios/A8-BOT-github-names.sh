# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: names that end in [bot] or begin with svc_ are names: only the number of an account is an
#   app's.
# Twin: it is the app.

story() { # LOGIN NAME ADDRESS
	github_started 'approval={ bots: [{ app: release, id: 555, paths: [notes.txt] }] }'
	bot release 555
	account svc_release 556 write svc_release@example.org
	branch notes
	tick
	echo more >notes.txt
	git add notes.txt
	under "$2 <$3>" "$WEB_FLOW" git commit -q -m 'PAY-2 notes'
	pull 2 notes --by "$1"
	merge_pull 2 alice squash
	deploy staging
}

scenario() {
	story svc_release 'release[bot]' svc_release@example.org
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story release 'release[bot]' '555+release[bot]@users.noreply.github.com'
	expect 0 allowed approval=EXEMPT:APPR-BOT
}
