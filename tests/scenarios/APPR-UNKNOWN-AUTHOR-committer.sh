# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a committer whose address is none is nobody known either, however many approve.
# Twin: with an address.

story() { # address of the committer
	started
	export GIT_COMMITTER_EMAIL=$1
	commit 'PAY-2 more' "Reviewed-by: $BOB" "Reviewed-by: $CAROL"
	deploy staging
}

scenario() {
	story 'root@build.(none)'
	expect 1 refused approval=FAIL:APPR-UNKNOWN-AUTHOR
	expect_because committer
}

twin() {
	story root@build.example
	expect 0 allowed approval=PASS:APPR-COUNTED
}
