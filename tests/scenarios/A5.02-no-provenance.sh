# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: nothing shows from which commit the artefact was built.
# Twin: its builder says so, with a key that the trust root names.

story() { # [OPTION]...
	local artifact
	artifact=sha256:$(printf '%064d' 1)
	repository 'environments={ staging: { artifact_provenance: required } }'
	builder factory provenance
	git add .changegate
	git commit -q --amend --no-edit
	built factory "$artifact" "$(commit_of HEAD)"
	deploy staging --baseline --artifact "$artifact" "$@"
}

scenario() {
	story
	expect 1 refused separation=FAIL:ART-UNBOUND change=EXEMPT:CHG-BASELINE
	expect_because 'no provenance was given'
}

twin() {
	story --provenance "$SCRATCH/provenance"
	expect 0 allowed separation=PASS:ART-BOUND change=EXEMPT:CHG-BASELINE
}
