# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a clone that lacks part of the range is an error that names the command to run, never
#   a verdict.
# Twin: the same clone after that command.

story() {
	started
	commit 'PAY-2 one' "Reviewed-by: $BOB"
	commit 'PAY-3 two' "Reviewed-by: $BOB"
	git clone -q --depth 1 "file://$PWD" ../clone
	cp -R .git/changegate ../clone/.git/
	cd ../clone || exit
	tests
}

scenario() {
	story
	deploy staging
	expect_error 3 'fetch-depth: 0'
}

twin() {
	story
	git fetch -q --unshallow
	deploy staging
	expect 0 allowed change=PASS:CHG-RANGE
	expect_range forward 2
}
