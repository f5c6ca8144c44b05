# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a job of a project whose path is the end of this one's is a job of another project.
# Twin: the job is one of this project.

story() { # FILTER: of the job
	gitlab_started
	gitlab_job staging "$@"
	deploy staging
}

scenario() {
	story '.claims.project_path = "pay"'
	expect 1 refused separation=FAIL:PROOF-REPOSITORY
}

twin() {
	story '.claims.project_path = "acme/pay"'
	expect 0 allowed separation=PASS:PROOF-STATIC
}
