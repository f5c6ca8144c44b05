#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Is each change request judged that the merge queue merges at once? The real binary at a merge_group event
# over a model of GitHub.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/pr-library"

begin queue
base=$(commit_of main)
request
check unit --event pull_request
approved 7 bob
onto main
branch other
commit --file other.txt 'PAY-8 another'
pull 8 other --title 'PAY-8 another'
check unit --event pull_request
onto main
branch gh-readonly-queue
git merge -q --no-ff -m 'Merge 7' feature
first=$(commit_of HEAD)
git merge -q --no-ff -m 'Merge 8' other
second=$(commit_of HEAD)
event queue number:=7 by=olivia commit="$first" base_commit="$base"
event queue number:=8 by=olivia commit="$second" base_commit="$first"

group() { # BASE HEAD: the event of that group
	jq -n --arg base "$1" --arg head "$2" \
		'{merge_group: {base_sha: $base, head_sha: $head, base_ref: "refs/heads/main"}}' >"$work/event"
}
export GITHUB_EVENT_PATH=$work/event

group "$base" "$first"
pr 0
says '#7'
! grep -q '#8' "$SCRATCH/out" || fail 'a request is judged that is not of the group'
group "$base" "$second"
pr 1
says '#7'
says '#8'
says '^  FAIL +approval .*1 needed, 0 valid for #8'
ok 'of a group of two, one of which nobody approved, the whole is red'

approved 8 bob
pr 0
says '#8'
[ "$(grep -cE '^  ok +approval .*bob' "$SCRATCH/out")" -eq 2 ] || fail 'not both are approved'
ok 'the same group is green once both are approved'

dismiss 7 bob
pr 1
says '^  FAIL +approval .*#7'
ok 'the first of them counts as much'

approved 7 carol
pr 0
group "$first" "$second"
pr 0
! grep -q '#7' "$SCRATCH/out" || fail 'what is below the group is judged'
group "$base" "$second"
event dequeue number:=7
pr 3
grep -q 'the group has changed' "$SCRATCH/err" || fail 'it does not say why'
[ ! -s "$SCRATCH/out" ] || ! grep -q 'Nothing speaks against' "$SCRATCH/out" || fail 'it is green'
ok 'a group that the queue does not explain is never green'
