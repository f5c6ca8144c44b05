# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: somebody signed the provenance whom the trust root does not name.
# Twin: the trust root names them.

story() { # [USAGE] of their key
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	repository 'environments={ staging: { artifact_provenance: required } }'
	builder factory "$@"
	git add .changegate
	git commit -q --amend --no-edit
	built factory "$artifact" "$(commit_of HEAD)"
	deploy staging --baseline --artifact "$artifact" --provenance "$SCRATCH/provenance"
}

scenario() {
	story
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'no provenance key of the trust root has signed it'
}

twin() {
	story provenance
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
