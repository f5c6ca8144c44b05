# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact was built from a commit of another repository.
# Twin: it was built from this one.

story() { # REPOSITORY
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	repository 'environments={ staging: { artifact_provenance: required } }'
	builder factory provenance
	git add .changegate
	git commit -q --amend --no-edit
	built factory "$artifact" "$(commit_of HEAD)" "$1"
	deploy staging --baseline --artifact "$artifact" --provenance "$SCRATCH/provenance"
}

scenario() {
	story example.org/evil/pay
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'does not name one commit of this repository'
}

twin() {
	story example.org/acme/pay
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
