# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a submodule brings has no record here: UNKNOWN, which blocks.
# Twin: a file instead of the submodule.

story() { # MODE
	local id
	started
	id=$(git hash-object -w --stdin <<<vendored)
	git update-index --add --cacheinfo "$1,$id,vendor"
	commit_staged 'PAY-2 vendor' "Reviewed-by: $BOB"
	echo vendored >vendor
}

scenario() {
	story 160000
	rm vendor
	mkdir vendor
	deploy staging
	expect 3 unknown change=UNKNOWN:CHG-SUBMODULE
}

twin() {
	story 100644
	deploy staging
	expect 0 allowed change=PASS:CHG-RANGE
}
