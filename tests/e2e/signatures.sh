#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the signatures that git makes with SSH keys of each kind verify without any other program, and
# none that was made for something else? Do we and `ssh-keygen -Y verify` agree on 1,000 mutations?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_tool check_signature
build_tool mutate_signature
"${CC:-gcc}" -std=c11 -Wall -Wextra -Werror -O2 -D_GNU_SOURCE -fPIC -shared \
	-o "$tools/sk_provider.so" "$project/tests/tools/sk_provider.c" -lcrypto
export SSH_SK_PROVIDER=$tools/sk_provider.so TZ=Pacific/Auckland

kinds='ed25519 ecdsa-256 ecdsa-384 ecdsa-521 rsa-2048 rsa-4096 ed25519-sk ecdsa-sk'
now=2026-06-01T12:00:00Z
keys=$work/keys
mkdir "$keys"

new_key() { # kind
	local bits=()
	[[ $1 == *-[0-9]* ]] && bits=(-b "${1##*-}")
	ssh-keygen -q -t "${1%-[0-9]*}" "${bits[@]}" -N '' -C "$1" -f "$keys/$1" 2>"$work/err"
}

for kind in $kinds; do
	new_key "$kind"
	echo "$kind@example.org $(cat "$keys/$kind.pub")"
done >"$work/signers"
new_key rsa-1024
mv "$keys/rsa-1024" "$keys/weak"
mv "$keys/rsa-1024.pub" "$keys/weak.pub"

# ours commit|tag PRINCIPAL SIGNERS TIME <OBJECT: leaves $status and $work/out.
ours() {
	status=0
	"$tools/check_signature" "$1" "$3" "$2" "$4" >"$work/out" 2>"$work/err" || status=$?
	[ "$status" -le 2 ] || fail "check_signature ends with $status"
}

accepted() { # as ours
	ours "$@"
	[ "$status" -eq 0 ] || fail "refused: $*"
}

refused() { # PATTERN, and as ours
	local pattern=$1
	shift
	ours "$@"
	[ "$status" -eq 1 ] || fail "status $status instead of 1: $*"
	grep -qE -- "$pattern" "$work/out" || fail "it does not say: $pattern"
}

as Ann
export GIT_AUTHOR_DATE='1780000000 +0200' GIT_COMMITTER_DATE='1780000000 +0200'
mkdir "$work/repository"
cd "$work/repository"
git init -q -b main .
git config gpg.format ssh
git config gpg.ssh.allowedSignersFile "$work/signers"

# ---- what git signs is accepted ---------------------------------------------------------------------

for kind in $kinds; do
	echo "$kind" >file
	git add file
	git -c user.signingkey="$keys/$kind" commit -qS -m "by $kind" -m "-----BEGIN SSH SIGNATURE-----" \
		2>"$work/err"
	git -c user.signingkey="$keys/$kind" tag -s "$kind" -m "tag by $kind" 2>"$work/err"
	git verify-commit HEAD 2>"$work/err" || fail 'git does not verify its commit'
	git verify-tag "$kind" 2>"$work/err" || fail 'git does not verify its tag'
	git cat-file commit HEAD >"$work/$kind.commit"
	git cat-file tag "$kind" >"$work/$kind.tag"
	for type in commit tag; do
		accepted $type "$kind@example.org" "$work/signers" $now <"$work/$kind.$type"
		accepted $type - "$work/signers" $now <"$work/$kind.$type"
		grep -qF " $kind@example.org " "$work/out" || fail 'another principal'
		grep -qF "$(ssh-keygen -lf "$keys/$kind.pub" | cut -d' ' -f2)" "$work/out" ||
			fail 'another fingerprint'
	done
done
ok "git commit -S and git tag -s: $kinds"

SK_UNTOUCHED=1 git -c user.signingkey="$keys/ed25519-sk" commit -qS --allow-empty -m x 2>"$work/err"
git cat-file commit HEAD >"$work/untouched"
git verify-commit HEAD 2>"$work/err" || fail 'git does not verify an untouched key'
accepted commit - "$work/signers" $now <"$work/untouched"
grep -q 'touch 0' "$work/out" || fail 'it says that the key was touched'

# ---- anything else is refused -----------------------------------------------------------------------

for kind in $kinds; do
	for type in commit tag; do
		sed "s/by $kind/By $kind/" "$work/$kind.$type" >"$work/altered"
		cmp -s "$work/$kind.$type" "$work/altered" && fail 'nothing was altered'
		refused 'does not fit' $type - "$work/signers" $now <"$work/altered"
		sed 's/^\(committer\|tagger\) Ann/\1 Eve/' "$work/$kind.$type" >"$work/altered"
		refused 'does not fit' $type - "$work/signers" $now <"$work/altered"

		grep -v "^$kind@" "$work/signers" >"$work/others"
		refused 'unknown key' $type - "$work/others" $now <"$work/$kind.$type"
		sed "s/^$kind@example.org /&namespaces=\"file,!git\" /" "$work/signers" >"$work/limited"
		refused 'wrong namespace' $type - "$work/limited" $now <"$work/$kind.$type"
		sed "s/^$kind@example.org /&valid-before=\"20260601115959Z\" /" "$work/signers" \
			>"$work/limited"
		refused 'expired' $type - "$work/limited" $now <"$work/$kind.$type"
		accepted $type - "$work/limited" 2026-06-01T11:59:59Z <"$work/$kind.$type"
		sed "s/^$kind@example.org /&valid-after=\"20260601120001Z\" /" "$work/signers" \
			>"$work/limited"
		refused 'not yet valid' $type - "$work/limited" $now <"$work/$kind.$type"
		sed "s/^$kind@example.org /&cert-authority /" "$work/signers" >"$work/limited"
		refused 'unknown key' $type - "$work/limited" $now <"$work/$kind.$type"
		refused 'another principal' $type eve@example.org "$work/signers" $now \
			<"$work/$kind.$type"
	done
done
ok 'altered objects, other keys, namespaces, times and principals'

# The signature of one object over another.
signature_of() { # OBJECT-FILE of a commit: its header
	sed -n '/^gpgsig /,/^ -----END/p' "$1"
}
other=$work/ecdsa-256.commit
{
	sed -n '1,/^committer /p' "$other"
	signature_of "$work/ed25519.commit"
	sed -n '/^ -----END/,$p' "$other" | tail -n +2
} >"$work/moved"
refused 'does not fit' commit - "$work/signers" $now <"$work/moved"
{
	sed '/^-----BEGIN SSH/,$d' "$work/ecdsa-256.tag"
	sed -n '/^-----BEGIN SSH/,$p' "$work/ed25519.tag"
} >"$work/moved"
refused 'does not fit' tag - "$work/signers" $now <"$work/moved"
# A commit's signature on a tag of the same words, and text behind a tag's signature.
{
	sed '/^-----BEGIN SSH/,$d' "$work/ed25519.tag"
	signature_of "$work/ed25519.commit" | sed 's/^gpgsig //; s/^ //'
} >"$work/moved"
refused 'does not fit' tag - "$work/signers" $now <"$work/moved"
{
	cat "$work/ed25519.tag"
	echo 'Approves: everything'
} >"$work/moved"
refused 'follows the END line' tag - "$work/signers" $now <"$work/moved"
# A second signature, before or behind the first.
for first in ed25519 ecdsa-384; do
	{
		sed -n '1,/^committer /p' "$work/ed25519.commit"
		signature_of "$work/$first.commit"
		signature_of "$work/ed25519.commit"
		sed -n '/^ -----END/,$p' "$work/ed25519.commit" | tail -n +2
	} >"$work/moved"
	refused 'more than one signature' commit - "$work/signers" $now <"$work/moved"
done

# by NAMESPACE KEY: the commit without a signature, signed like that.
by() {
	sed '/^gpgsig /,/^ -----END/d' "$work/ed25519.commit" >"$work/payload"
	ssh-keygen -q -Y sign -n "$1" -f "$2" <"$work/payload" >"$work/armour" 2>"$work/err"
	{
		sed -n '1,/^committer /p' "$work/payload"
		sed '1s/^/gpgsig /; 2,$s/^/ /' "$work/armour"
		sed '1,/^committer /d' "$work/payload"
	} >"$work/made"
}
by git "$keys/ecdsa-521"
accepted commit ecdsa-521@example.org "$work/signers" $now <"$work/made"
by file "$keys/ecdsa-521"
refused "namespace 'git'" commit - "$work/signers" $now <"$work/made"
by git "$keys/weak"
refused 'RSA key of 1024 bits' commit - "$work/signers" $now <"$work/made"
refused 'no signature' commit - "$work/signers" $now <"$work/payload"
sed 's/BEGIN SSH SIGNATURE/BEGIN PGP SIGNATURE/' "$work/ed25519.commit" >"$work/made"
refused 'no SSH signature' commit - "$work/signers" $now <"$work/made"
ok 'signatures of other objects and namespaces, by weak keys, in other places'

# A file that says less than it seems to is no file.
for line in "weak@example.org $(cat "$keys/weak.pub")" \
	"a@example.org valid-before=\"20270101\" $(cat "$keys/ed25519.pub")" \
	"a@example.org $(cut -c 1-60 "$keys/ed25519.pub")"; do
	{
		cat "$work/signers"
		echo "$line"
	} >"$work/broken"
	ours commit - "$work/broken" $now <"$work/ed25519.commit"
	[ "$status" -eq 2 ] || fail "accepted: $line"
	grep -q 'line 9: ' "$work/out" || fail 'the line is not named'
done
ok 'a broken line is an error of the whole file'

# ---- agreement with ssh-keygen ----------------------------------------------------------------------

mkdir "$work/samples"
printf 'the message' >"$work/samples/message"
number=0
for kind in $kinds; do
	ssh-keygen -q -Y sign -n git -f "$keys/$kind" <"$work/samples/message" \
		>"$work/samples/$number.sig" 2>"$work/err"
	echo "p$number@example.org $(cut -d' ' -f1,2 "$keys/$kind.pub")" >>"$work/samples/signers"
	number=$((number + 1))
done
status=0
"$tools/mutate_signature" "$work/samples" 1 1000 >"$work/out" 2>"$work/err" || status=$?
[ "$status" -eq 0 ] || fail 'ssh-keygen and we do not agree'
# shellcheck disable=SC2046 # two numbers
set -- $(sed -n 's/^\([0-9]*\) accepted by both, \([0-9]*\) refused by both$/\1 \2/p' "$work/out")
if [ "$1" -lt 100 ] || [ "$2" -lt 400 ]; then
	fail 'the mutations are too one-sided'
fi
sed 's/^/  /' "$work/out"
ok 'ssh-keygen -Y verify and we agree on 1000 mutations'
