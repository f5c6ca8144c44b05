# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: names and messages that are not UTF-8 are read and shown safely; they never end the
#   judgement.
# Twin: the same commit, reviewed.

story() { # [TRAILER]
	started
	as $'J\xf6rg \xff\xfe <j\xf6rg@example.org>'
	commit $'PAY-2 caf\xe9 \xc0\x80' "$@"
	run_gate deploy --env staging --dry-run
	iconv -f UTF-8 -t UTF-8 "$SCRATCH/out" >/dev/null || fail 'the report is not UTF-8'
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed approval=PASS:APPR-COUNTED
}
