# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the artefact was built from another commit than the one that is deployed.
# Twin: it was built from that.

story() { # COMMIT that it was built from
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	repository 'environments={ staging: { artifact_provenance: required } }'
	builder factory provenance
	git add .changegate
	git commit -q --amend --no-edit
	built factory "$artifact" "${1:-$(commit_of HEAD)}"
	deploy staging --baseline --artifact "$artifact" --provenance "$SCRATCH/provenance"
}

scenario() {
	story "$(printf '%040d' 7)"
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'it was built from 000000000000'
}

twin() {
	story
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
