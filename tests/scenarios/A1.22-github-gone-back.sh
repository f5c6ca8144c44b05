# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the environment of the source went back from the artefact since it passed.
# Twin: it stayed.

story() { # COMMAND...
	github_gitops "$(promotions)"
	shop_passed 2
	shop_passed 3
	at_shop "$@"
	updated 2 moved 1 3
}

go_back() {
	deploy staging --service shop --sha "$(commit_of HEAD^)" --artifact "$(digest 2)"
	expect 0 allowed change=PASS:CHG-ROLLBACK
}

scenario() {
	story go_back
	no_promotion 'was gone back from by record'
}

twin() {
	story true
	promoted
}
