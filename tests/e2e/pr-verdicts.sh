#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Is a change request red where something has to be done, and only there? The real binary over a model of
# GitHub, without a checkout unless one is named.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/pr-library"

begin verdicts comment=on-failure 'approval={ freshness: same-diff }'
request
check unit --event pull_request --status in_progress
approved 7 bob
pr 0 7
says '^  ok +ticket .*PAY-7'
says '^  ok +approval .*bob'
says '^  wait +tests +unit'
says '^  later +separation'
says 'Nothing speaks against this change so far; it waits.$'
GITHUB_ACTIONS=true GITHUB_OUTPUT=$work/outputs pr 0 7
grep -qx waiting "$work/outputs" || fail 'the result is not waiting'
! grep -q '^::' "$SCRATCH/out" || fail 'waiting is annotated'
pr 0 7 --check-run
[ "$(written '.[-1] | [.do, .status] | join(" ")')" = 'check in_progress' ] || fail 'the check run is done'
[ "$(written 'map(select(.do == "comment")) | length')" -eq 0 ] || fail 'waiting made a comment'
ok 'what waits is not red'

check unit --event pull_request --conclusion failure
pr 1 7
says '^  FAIL +tests'
[ "$(written 'map(select(.do == "comment")) | length')" -eq 1 ] || fail 'a failure made no comment'
pr 0 7 --advisory
says 'could not be deployed'
ok 'a failure is red, unless only advice is wanted'

check unit --event pull_request
pr 0 7
says 'could be deployed to production, as far as'
! grep -qE 'FAIL|wait|\?' "$SCRATCH/out" || fail 'something is missing'
written '.[-1].body' | grep -q 'could be deployed' || fail 'the comment still says that it failed'
[ "$(written 'map(select(.request.method == "POST" and .do == "comment")) | length')" -eq 1 ] ||
	fail 'it was posted again'
ok 'what passes is green, and the comment follows'

commit 'and more'
push_as alice feature
pr 1 7
check unit --event pull_request
pr 3 7
says '^  \? +approval'
pr 1 7 --repository "$SCRATCH/repository"
says '^  FAIL +approval'
says 'bob approved [0-9a-f]{7,12}, then'
says 'changegate explain APPR-STALE'
pr 0 7 --repository "$SCRATCH/repository" --as-if approved-by=carol
says 'SIMULATED: approved-by=carol'
pr 1 7 --repository "$SCRATCH/repository" --as-if approved-by=alice
says 'alice'
pr 1 7 --repository "$SCRATCH/repository" --as-if approved-by=dave
says 'dave'
ok 'an approval of something else is told, and what would help'

approved 7 carol
pr 0 7
ok 'another approval is enough'

begin silent
request
fault status match=graphql status:=502
CHANGEGATE_HTTP_BUDGET=2 pr 3 7
[ ! -s "$SCRATCH/out" ] || fail 'there is a report'
[ "$(wc -l <"$SCRATCH/err")" -eq 1 ] || fail 'not one message'
ok 'a forge that does not answer is status 3'
