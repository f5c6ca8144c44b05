# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a provenance key that came to the protected branch after the deployed commit counts for nothing: no
#   deploy has brought it, so nobody has judged it.
# Twin: the change that is deployed brings it, and was reviewed.

story() { # COMMAND... before the key comes
	local artifact deployed=''
	artifact=sha256:$(printf '%064d' 1)
	repository "environments={ staging: { artifact_provenance: required } }"
	builder first provenance
	git add .changegate
	git commit -q --amend --no-edit
	built first "$artifact" "$(commit_of HEAD)"
	baseline staging --artifact "$artifact" --provenance "$SCRATCH/provenance"
	"$@"
	builder factory provenance
	git add .changegate
	commit_staged 'PAY-3 a key' "Reviewed-by: $BOB"
	deployed=${deployed:-$(commit_of HEAD)}
	git checkout -q "$deployed"
	built factory "$artifact" "$deployed"
	deploy staging --sha "$deployed" --artifact "$artifact" --provenance "$SCRATCH/provenance"
}

reviewed() {
	commit 'PAY-2 more' "Reviewed-by: $BOB"
	deployed=$(commit_of HEAD)
}

scenario() {
	story reviewed
	expect 1 refused separation=FAIL:ART-UNBOUND approval=PASS:APPR-COUNTED
	expect_because 'it counts once a change brings it'
}

twin() {
	story true
	expect 0 allowed separation=PASS:ART-BOUND approval=PASS:APPR-COUNTED
}
