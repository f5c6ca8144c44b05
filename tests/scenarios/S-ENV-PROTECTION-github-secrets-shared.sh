# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a secret of the environment is there for the whole repository as well.
# Twin: the secret of the repository is another one.

story() { # NAME of the secret of the repository
	# shellcheck disable=SC2317 # github_world calls it
	first_checks() {
		guarded
		event token permissions:='{"secrets":"read"}'
		event secret name=KEY place=environment:live
	}
	github_live 'platform: { secrets: environment }'
	merged_pull 3 merge bob
	event secret name="$1" place=repository
	deploy staging
}

scenario() {
	story KEY
	expect 1 refused separation=FAIL:ENV-SECRETS-SHARED
}

twin() {
	story OTHER
	expect 0 allowed separation=PASS:ENV-SECRETS
}
