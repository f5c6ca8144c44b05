# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: what a preview let off does not pass for a promotion after the preview was made an environment that lasts.
# Twin: it was let off nothing.

story() { # [TRAILER]
	local controls='controls: { approval: report }'
	repository "environments={ preview: { class: ephemeral }, production: { $controls } }"
	baseline preview
	baseline production
	commit 'PAY-2 more' "$@"
	deploy preview
	expect 0 allowed
	policy "environments={ preview: {}, production: { after: preview, $controls } }" >.changegate.yml
	git add .changegate.yml
	commit_staged 'PAY-3 make it last' "Reviewed-by: $BOB"
	git checkout -q --detach HEAD~1
	deploy production
}

scenario() {
	story
	expect 1 refused separation=FAIL:ENV-NOT-PROMOTED
}

twin() {
	story "Reviewed-by: $BOB"
	expect 0 allowed separation=PASS:ENV-PROMOTED
}
