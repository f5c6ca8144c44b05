#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do recomputed merges agree with git, merge by merge, and at what price? Prints how many agree, each one
# that does not, the ratio to the time of `git log --remerge-diff` (aim: 4) and kilobytes (aim: 65536).
# Git is asked once for each merge: in one process its answer about a merge with several bases can
# change with those that it looked at before (seen with 2.39.5).
# usage: merges.sh REPOSITORY FROM TO   (the repository is not changed: a clone borrows its objects)
set -euo pipefail
repository=$(realpath "$1")
from=$2 to=$3
project=$(realpath "$(dirname "$0")/../..")
build=$(realpath "${BUILD:-$project/build}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

make -s -C "$project" BUILD="$build" "$build/libchangegate.a" "$build/tests/tools/merges.o"
read -ra libraries <<<"$(pkg-config --libs libgit2 libcjson libfyaml libpcre2-8 libcrypto)"
"${CC:-gcc}" -pie -o "$work/merges" "$build/tests/tools/merges.o" "$build/libchangegate.a" \
	"${libraries[@]}" -pthread
"${CC:-gcc}" -O2 -D_GNU_SOURCE -o "$work/peak_memory" "$project/tests/tools/peak_memory.c"
git clone -q --bare --local "$repository" "$work/clone"
cd "$work/clone"
range=(--min-parents=2 --max-parents=2 "$from..$to")
git rev-list "${range[@]}" >"$work/ids"

# Milliseconds of one run of a command.
took() {
	local begin=${EPOCHREALTIME/./} end
	"$@"
	end=${EPOCHREALTIME/./}
	echo $(((end - begin) / 1000))
}
ours() {
	"$work/merges" . <"$work/ids" >"$work/answers"
}
remerge() {
	git log --remerge-diff "${range[@]}" >/dev/null
}
for _ in 1 2 3; do
	took ours >>"$work/ours.times"
	took remerge >>"$work/git.times"
done
"$work/peak_memory" "$work/merges" . <"$work/ids" >/dev/null 2>"$work/memory"

# A changed path without a conflict of its own was edited in the merge; else conflicts were resolved.
cat >"$work/sort.awk" <<'AWK'
function end_of_path() { if (path) { if (conflict) conflicts++; else edits++ } path = 0 }
/^COMMIT / { commit = $2; next }
/^diff --/ { end_of_path(); path = header = 1; conflict = 0; next }
/^@@ / { header = 0 }
header && /^remerge CONFLICT/ { conflict = 1 }
END { end_of_path(); print commit, edits ? "differs" : conflicts ? "conflict" : "same" }
AWK
while read -r commit; do
	git log -1 --remerge-diff --no-renames --no-color --format='COMMIT %H' "$commit" |
		LC_ALL=C awk -f "$work/sort.awk"
done <"$work/ids" | sort >"$work/git.sorted"
LC_ALL=C awk '!/^\t/ { print $1, $2 }' "$work/answers" | sort >"$work/ours.sorted"

join "$work/git.sorted" "$work/ours.sorted" | awk '
	$2 == $3 { agree[$2]++; total++; next }
	{ print "disagree: " $1 " git: " $2 " changegate: " $3; wrong++ }
	END {
		printf "%d merges agree (same %d, differs %d, conflict %d), %d disagree\n", total,
			agree["same"], agree["differs"], agree["conflict"], wrong
	}'
ours_ms=$(sort -n "$work/ours.times" | head -n 1)
git_ms=$(sort -n "$work/git.times" | head -n 1)
echo "$(wc -l <"$work/ids") merges: $ours_ms ms, git log --remerge-diff $git_ms ms:" \
	"$(awk -v a="$ours_ms" -v b="$git_ms" 'BEGIN { printf "%.2f", a / b }') times (aim: 4.00)"
echo "anonymous memory: $(cut -d ' ' -f 2 "$work/memory") kB at most (aim: 65536 kB)"
