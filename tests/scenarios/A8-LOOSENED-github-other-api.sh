# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shows: a change that has the forge asked elsewhere does not choose who answers for it.
# Twin: Bob approved it where it was asked before.

elsewhere() { # what another server says of the same repository: Bob has approved
	cp -r "$WORLD" "$WORLDS/evil-${WORLD##*/}"
	jq -nc --arg at "$(now)" '{do: "review", number: 2, by: "bob", state: "APPROVED", at: $at}' \
		>"$SCRATCH/review"
	sed -i "/\"do\":\"merge\"/{
		r $SCRATCH/review
		N
	}" "$WORLDS/evil-${WORLD##*/}/events.ndjson"
}

story() { # LOGIN...
	github_started
	branch topic
	as "$ALICE"
	sed -i "s|^api: .*|api: $GITHUB_SERVER/evil-${WORLD##*/}|" .changegate.yml
	git add .
	commit 'PAY-2 ask elsewhere'
	pull 2 topic
	approved 2 "$@"
	merge_pull 2 olivia merge
	elsewhere
	deploy staging
}

scenario() {
	story
	expect 1 refused approval=FAIL:APPR-MISSING
}

twin() {
	story bob
	expect 0 allowed approval=PASS:APPR-COUNTED
}
