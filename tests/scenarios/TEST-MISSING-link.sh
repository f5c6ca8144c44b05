# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: reports behind a linked folder are not read.
# Twin: a folder.

story() { # COMMAND that makes the folder of reports from one elsewhere
	started
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	mv build/junit ..
	"$@" "$PWD/../junit" build/junit
	deploy staging
}

scenario() {
	story ln -s
	expect 1 refused tests=FAIL:TEST-MISSING
}

twin() {
	story cp -R
	expect 0 allowed tests=PASS:TEST-PASSED
}
