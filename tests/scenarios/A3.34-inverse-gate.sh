# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what takes back a change of the gate's own files is asked for an approval, and for a guardian's: it inherits neither.
# Twin: a guardian approved the revert.

story() { # [TRAILER] of the revert
	started 'approval={ reverts: inherit-if-inverse }' 'guardians=[carol@example.org]'
	mkdir -p .changegate
	echo '# nobody' >.changegate/allowed_signers
	git add .changegate
	commit_staged 'PAY-2 signers' "Reviewed-by: $CAROL"
	deploy staging
	expect 0 allowed approval=PASS:APPR-COUNTED
	tick
	git revert --no-edit HEAD >/dev/null
	git commit -q --amend -m "$(git log -1 --format=%B)" -m "$1"
	deploy staging
}

scenario() {
	story ''
	expect 1 refused approval=FAIL:APPR-MISSING approval=FAIL:POLICY-UNREVIEWED
}

twin() {
	story "Reviewed-by: $CAROL"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
