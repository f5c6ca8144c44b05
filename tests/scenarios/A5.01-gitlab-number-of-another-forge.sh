# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job of a GitLab project that has by chance, or by patience, the number of this repository at GitHub, which
#   is the forge, is a job of another project.
# Twin: the project has this repository's path.

story() { # FILTER: of the job
	platform_begin
	github_repository "platform={ proof: required, kind: gitlab, issuer: \"$PLATFORM_ISSUER\" }"
	github_world
	gitlab_job staging
	baseline staging
	merged_pull 2 merge bob
	gitlab_job staging "$1"
	deploy staging
}

scenario() {
	story '.claims.project_path = "evil/other"'
	expect 1 refused separation=FAIL:PROOF-REPOSITORY
}

twin() {
	story '.claims.project_path = "acme/pay"'
	expect 0 allowed separation=PASS:PROOF-STATIC
}
