#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Is an app's request that may be a promotion left to the deploy, and no other one? The real binary over a
# model of GitHub, without a checkout.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/pr-library"
. "$(dirname "$0")/../scenarios/gitops.sh"

begin promotion "$(promotions)"
bot image-updater 4321

update_of() { # NUMBER FILE LOGIN
	onto main
	branch "update-$1"
	mkdir -p "$(dirname "$2")"
	tick
	kustomization "$(digest "$1")" >"$2"
	git add "$2"
	under "$UPDATER" "$WEB_FLOW" git commit -q -m 'update'
	pull "$1" "update-$1" --by "$3" --title update
	check unit --event pull_request
}

update_of 2 "$WORKLOAD" image-updater
pr 0 2
says '^  later +ticket .*passed staging of shop'
says '^  later +approval .*passed staging of shop'
ok 'a request that may be a promotion waits for the deploy to tell'

update_of 3 apps/other/kustomization.yaml image-updater
pr 1 3
says '^  FAIL +ticket'
says '^  FAIL +approval'
says 'it is no promotion: .*which is not listed'
ok 'one of other files is judged like any other'

update_of 4 "$WORKLOAD" alice
pr 1 4
says '^  FAIL +ticket'
says '^  FAIL +approval'
ok 'so is one that somebody else opened'

onto update-2
as "$ALICE"
tick
kustomization "$(digest 9)" >"$WORKLOAD"
git commit -q -a -m 'mine'
push_as alice update-2
check unit --event pull_request
pr 1 2
says 'it is no promotion: commit [0-9a-f]+ is not the app'
ok 'and one that somebody else pushed to'

mkdir "$work/documented"
awk '/^```$/ { on = 0 } on; /^```yaml$/ { on = 1 }' "$here/../../docs/gitops.md" >"$work/documented/policy.yml"
[ -s "$work/documented/policy.yml" ] || fail 'docs/gitops.md has no policy'
"$BIN" policy validate "$work/documented/policy.yml" >"$SCRATCH/out" 2>"$SCRATCH/err" ||
	fail 'the policy of docs/gitops.md is none'
ok 'the policy of docs/gitops.md is one'
