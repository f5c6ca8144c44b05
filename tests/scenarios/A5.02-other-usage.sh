# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: the key that signed the provenance is trusted for records only.
# Twin: it is trusted for provenance.

story() { # USAGE of the key
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
	story record
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'no provenance key of the trust root has signed it'
}

twin() {
	story provenance
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
