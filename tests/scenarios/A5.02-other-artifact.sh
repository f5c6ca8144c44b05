# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the provenance is about another artefact.
# Twin: it is about this one.

story() { # DIGIT of the artefact
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	repository 'environments={ staging: { artifact_provenance: required } }'
	builder factory provenance
	git add .changegate
	git commit -q --amend --no-edit
	built factory "sha256:$(printf '%064d' "$1")" "$(commit_of HEAD)"
	deploy staging --baseline --artifact "$artifact" --provenance "$SCRATCH/provenance"
}

scenario() {
	story 2
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'it is about another artefact'
}

twin() {
	story 1
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
