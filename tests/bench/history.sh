#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How long does `collect` take over a history, compared with git's own walk, messages and merges done
# again, and how much memory of its own? Prints a ratio (aim: 4) and kilobytes (aim: 65536); nothing is
# asserted.
# usage: history.sh REPOSITORY FROM TO   (the repository is not changed: a clone borrows its objects)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
repository=$(realpath "$1")
from=$2 to=$3
. "$(dirname "$0")/../e2e/library"

mkdir -p "$tools"
"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$tools/peak_memory" "$project/tests/tools/peak_memory.c"
from=$(git -C "$repository" rev-parse "$from^{commit}")
to=$(git -C "$repository" rev-parse "$to^{commit}")

# In place is FROM, by a baseline; what is measured is the range up to TO, in a clone without work tree.
git clone -q --local --no-hardlinks --no-checkout "$repository" "$work/clone"
cd "$work/clone"
git checkout -q --detach "$from"
git update-ref refs/remotes/origin/main "$to"
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
write_policy | sed "s#dir:.*#dir:$work/ledger\"#; s/branches: .*/branches: [\"**\"]/" >"$work/policy.yml"
"$BIN" keygen --origin local/e2e --keys "$work/keys" --trust "$work/trust.json" >/dev/null
use_keys "$work/keys"
world=(--policy "$work/policy.yml" --trust "$work/trust.json" --env staging)
write_junit
expect 0 "$BIN" deploy "${world[@]}" --baseline --sha "$from"
git config core.bare true

# Milliseconds of one run of a command.
took() {
	local begin=${EPOCHREALTIME/./} end
	"$@" >/dev/null
	end=${EPOCHREALTIME/./}
	echo $(((end - begin) / 1000))
}
walk_messages_and_merges() {
	git rev-list --parents "$from..$to"
	git log --format=%B "$from..$to"
	git log --remerge-diff --merges "$from..$to"
}
for _ in 1 2 3; do
	took walk_messages_and_merges >>"$work/git.times"
	took "$BIN" collect "${world[@]}" --sha "$to" --output "$work/evidence" >>"$work/collect.times"
done
"$tools/peak_memory" "$BIN" collect "${world[@]}" --sha "$to" --output "$work/evidence" \
	2>"$work/memory" >/dev/null

git_ms=$(sort -n "$work/git.times" | head -n 1)
collect_ms=$(sort -n "$work/collect.times" | head -n 1)
echo "$(git rev-list --count "$from..$to") commits: collect $collect_ms ms, git's walk, messages and" \
	"--remerge-diff $git_ms ms: $(awk -v a="$collect_ms" -v b="$git_ms" 'BEGIN { printf "%.2f", a / b }') times (aim: 4)"
echo "anonymous memory: $(cut -d ' ' -f 2 "$work/memory") kB at most (aim: 65536 kB)"
