#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can a clone that tells git another story than its objects deceive the gate, too? Each trick is
# first shown to deceive something else. (controls A1.18, A1.19, A8)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

# Does the gate say GIT-CLONE-ALTERED?
says_altered=${SAYS_ALTERED:-yes}

# ---- the story: Mallory's change is approved by Mallory ----------------------------------------------

new_repository "$work/honest"
git config core.logAllRefUpdates false
base=$(git rev-parse main)
expect 0 "$BIN" deploy --env staging --baseline
as Mallory
echo evil >>file
git commit -qam 'PAY-2 evil' -m 'Reviewed-by: Mal <mallory@example.org>'
evil=$(git rev-parse main)
reviewed_change PAY-3
merge=$(git rev-parse main)
feature=$(git rev-parse main^2)
reviewed_change PAY-4

same() {
	[ "$2" = "$3" ] || fail "$1: '$3', not '$2'"
}

# A copy of the story in which to play a trick; becomes the folder.
copy() {
	cp -a "$work/honest" "$work/$1"
	cd "$work/$1"
}

# What the objects tell: five commits, of which one is approved by its author.
knows_the_truth() {
	run "$BIN" deploy --env staging --format json
	case $status in
	1 | 3) ;;
	*) fail "exit status $status" ;;
	esac
	grep -q '"commitCount":5,' "$work/out" || fail 'not all commits were seen'
	grep -qE "\"code\":\"APPR-SELF\"[^{}]*\"subject\":\"change request ${evil:0:12}\"" \
		"$work/out" || fail 'the approval was not seen to be by the author'
}

# not_deceived WHAT: by something that alters the history.
not_deceived() {
	knows_the_truth
	if [ "$says_altered" = yes ]; then
		grep -q '"code":"GIT-CLONE-ALTERED"' "$work/out" || fail 'GIT-CLONE-ALTERED is not said'
	fi
	ok "$1"
}

# unimpressed WHAT: by something that does not.
unimpressed() {
	knows_the_truth
	! grep -q '"code":"GIT-CLONE-ALTERED"' "$work/out" || fail 'GIT-CLONE-ALTERED is said'
	ok "$1"
}

# The answers that the tricks change.
count() {
	git rev-list --count "$base..HEAD"
}

is_ancestor() {
	git merge-base --is-ancestor "$1" "$2" && echo yes || echo no
}

# forge_graph COMMIT FIELD VALUE: in the commit-graph of this folder, with a good checksum again.
forge_graph() {
	chmod u+w .git/objects/info/commit-graph
	python3 - .git/objects/info/commit-graph "$@" <<-'END'
		import hashlib, sys
		path, commit, field, value = sys.argv[1:]
		data = bytearray(open(path, "rb").read()[:-20])
		chunks = {bytes(data[at:at + 4]): int.from_bytes(data[at + 4:at + 12], "big")
		          for at in range(8, 8 + 12 * data[6], 12)}
		count = int.from_bytes(data[chunks[b"OIDF"] + 1020:][:4], "big")
		ids = [data[chunks[b"OIDL"] + 20 * i:][:20].hex() for i in range(count)]
		at = chunks[b"CDAT"] + 36 * ids.index(commit)
		at += 20 if field == "parent" else 28
		low = data[at + 3] & 3
		number = ids.index(value) if field == "parent" else int(value) << 2 | low
		data[at:at + 4] = number.to_bytes(4, "big")
		open(path, "wb").write(data + hashlib.sha1(data).digest())
	END
}

write_graph() {
	git -c commitGraph.generationVersion="$1" commit-graph write --reachable
}

# Mallory's commit is jumped over.
forge_parents() {
	forge_graph "$merge" parent "$base"
	forge_graph "$feature" parent "$base"
}

same 'the honest count' 5 "$(count)"
same 'the honest ancestor' yes "$(is_ancestor "$evil" HEAD)"
unimpressed 'the honest clone is refused for what it has'

# ---- the history for git ------------------------------------------------------------------------------

copy honest-graph
write_graph 1
same 'the honest ancestor' yes "$(is_ancestor "$evil" HEAD)"
unimpressed 'an honest commit-graph, generation v1, changes nothing'
rm .git/objects/info/commit-graph
write_graph 2
unimpressed 'an honest commit-graph, generation v2, changes nothing'
rm .git/objects/info/commit-graph
git commit-graph write --reachable --split
unimpressed 'an honest chain of commit-graphs changes nothing'

copy level
write_graph 1
forge_graph "$evil" level 1000
same 'the ancestor for git' no "$(is_ancestor "$evil" HEAD)"
same 'the branches for git' '' "$(git branch --contains "$evil")"
not_deceived 'a generation number (v1) deceives git merge-base and git branch --contains only'

copy parents
write_graph 1
forge_parents
same 'the count for git' 4 "$(count)"
! git log --format=%s "$base..HEAD" | grep -q evil || fail 'git log shows it'
not_deceived 'forged parents in a commit-graph deceive git log only'

copy grafts
mkdir -p .git/info
printf '%s %s %s\n' "$merge" "$base" "$feature" >.git/info/grafts
printf '%s %s\n' "$feature" "$base" >>.git/info/grafts
same 'the count for git' 4 "$(count 2>/dev/null)"
not_deceived 'grafts deceive git rev-list only'

copy replace
as Alice
other=$(git commit-tree "$evil^{tree}" -p "$base" -m 'PAY-2 harmless' \
	-m 'Reviewed-by: Bob <bob@example.org>')
git replace "$evil" "$other"
same 'the author and approver for git' 'Alice, Bob <bob@example.org>' \
	"$(git log -1 --format='%an, %(trailers:key=Reviewed-by,valueonly,separator=)' "$evil")"
not_deceived 'a replace ref deceives git log only'
git pack-refs --all
[ ! -e ".git/refs/replace/$evil" ] || fail 'the ref was not packed'
same 'the author for git' Alice "$(git log -1 --format=%an "$evil")"
not_deceived 'nor does a packed one'

copy shallow
echo "$merge" >.git/shallow
same 'the count for git' 3 "$(count)"
same 'the ancestor for git' no "$(is_ancestor "$evil" HEAD)"
not_deceived 'a hand-made shallow file deceives git rev-list only'

copy lender
write_graph 1
forge_parents
copy alternates
echo "$work/lender/.git/objects" >.git/objects/info/alternates
same 'the count for git' 4 "$(count)"
not_deceived 'alternates lend git a forged commit-graph, and nobody else'

copy no-alternates
export GIT_ALTERNATE_OBJECT_DIRECTORIES=$work/lender/.git/objects
same 'the count for git' 4 "$(count)"
unimpressed 'nor do those that the environment names'
unset GIT_ALTERNATE_OBJECT_DIRECTORIES

# ---- people --------------------------------------------------------------------------------------------

# The approver remains Mallory, the author becomes somebody else.
split_mallory() {
	echo 'Carol <carol@example.org> Mallory <mallory@example.org>'
}

same_people() {
	git shortlog -se HEAD -- | grep -q 'Carol <carol@example.org>' || fail 'git knows no Carol'
	same 'the approver for git' 'Mal <mallory@example.org>' \
		"$(git check-mailmap 'Mal <mallory@example.org>')"
}

copy mailmap
split_mallory >.mailmap
same_people
unimpressed 'an uncommitted .mailmap deceives git shortlog -e only'

copy mailmap-file
split_mallory >"$work/people"
git config mailmap.file "$work/people"
same_people
unimpressed 'nor does mailmap.file'

copy mailmap-blob
git config mailmap.blob "$(split_mallory | git hash-object -w --stdin)"
same_people
unimpressed 'nor does mailmap.blob'

# ---- what would end or hold up the reader ------------------------------------------------------------------

# A pack index whose offsets all lie far beyond its pack.
forge_index() {
	chmod u+w .git/objects/pack/pack-*.idx
	python3 - .git/objects/pack/pack-*.idx <<-'END'
		import hashlib, sys
		data = bytearray(open(sys.argv[1], "rb").read()[:-20])
		count = int.from_bytes(data[8 + 1020:8 + 1024], "big")
		at = 8 + 1024 + 24 * count
		data[at:at + 4 * count] = (0x10000000).to_bytes(4, "big") * count
		open(sys.argv[1], "wb").write(data + hashlib.sha1(data).digest())
	END
}

copy index
git repack -adq
unimpressed 'a pack changes nothing'
forge_index
! git cat-file -p HEAD >/dev/null 2>/dev/null || fail 'git reads the objects'
complains 3 'pack index .*offsets beyond its pack' "$BIN" deploy --env staging
ok 'an index with offsets beyond its pack is refused, and does not end the program'

copy pipe
mv .git/config "$work/config"
mkfifo .git/config
status=0
GIT_DIR=$work/honest/.git timeout 1 git config --file .git/config --list >"$work/out" || status=$?
same 'how git ends' 124 "$status"
complains 3 "config' is a pipe" timeout 10 "$BIN" deploy --env staging
ok 'a pipe in the place of the configuration holds up git only'

# ---- where branches and pushes lead ----------------------------------------------------------------------

copy instead
git remote add origin https://git.example.org/team/project
git update-ref refs/remotes/origin/main main
git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
git init -q --bare "$work/elsewhere.git"
git push -q "$work/elsewhere.git" "$base:refs/heads/main"
git config "url.file://$work/elsewhere.git.insteadOf" https://git.example.org/team/project
same 'the push URL for git' "file://$work/elsewhere.git" "$(git remote get-url --push origin)"
same 'the remote branch for git' "$base" "$(git ls-remote origin main | cut -f 1)"
unimpressed 'url.insteadOf deceives git push and git ls-remote only'
! grep -q elsewhere "$work/out" "$work/err" || fail 'the other address is spoken of'

# A branch of the remote is what the clone says it is: the approval has to be real.
new_repository "$work/pushed"
git clone -q --bare . "$work/origin.git"
git remote add origin "$work/origin.git"
git fetch -q origin
git remote set-head origin main
write_policy | sed 's/^tickets:/approval:\n  evidence: verified\ntickets:/' >.changegate.yml
git commit -qam 'PAY-1 verified approvals'
git push -q origin main
expect 0 "$BIN" deploy --env staging --baseline
as Mallory
echo evil >>file
git commit -qam 'PAY-2 evil' -m 'Reviewed-by: Bob <bob@example.org>
Approved-by: Bob <bob@example.org>'
expect 1 "$BIN" deploy --env staging --format json
grep -qE '"code":"ENV-SOURCE-[A-Z]*"|"check":"separation"[^{}]*"verdict":"FAIL"' "$work/out" ||
	fail 'the commit is thought to be on the branch'
git update-ref refs/remotes/origin/main HEAD
same 'the branch for git' '  origin/main' "$(git branch -r --contains HEAD | grep -v HEAD)"
same 'the real branch' 0 "$(git -C "$work/origin.git" log --format=%s main | grep -c evil)"
run "$BIN" deploy --env staging --format json
case $status in
1 | 3) ;;
*) fail "exit status $status" ;;
esac
grep -qE '"check":"approval"[^{}]*"verdict":"(FAIL|UNKNOWN)"' "$work/out" ||
	fail 'the approval counts'
ok 'update-ref of origin/main deceives git branch --contains only: what it needs is an approval'
