#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can evidence that is removed, reordered or corrupted turn a refusal into an allowed deploy?
# Collects evidence in many situations that are refused or unknown, each for one reason only, and lets
# tests/tools/mutate_evidence.c change every part of it. (controls A8)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_tool mutate_evidence
mkdir "$work/evidence"

# situation NAME CODE STATUS [ARGUMENTS...]: collects and sees that it is refused for this reason only.
situation() {
	local name=$1 code=$2 wanted=$3
	shift 3
	[ $# -gt 0 ] || set -- --env staging
	expect 0 "$BIN" collect "$@" --output "$work/evidence/$name"
	expect "$wanted" "$BIN" evaluate "$work/evidence/$name" --format json
	grep -q "\"$code\"" "$work/out" || fail "$name: no $code"
	[ "$(grep -oE '"verdict":"(FAIL|UNKNOWN)"' "$work/out" | wc -l)" -eq 1 ] ||
		[ "${code%-UNDECLARED}" != "$code" ] || fail "$name: refused for more than one reason"
}

# Each situation begins at the same commit, which is in place in staging and production.
new_repository "$work/repository"
sed -i 's/^  staging: {}/  staging: { refs: [main, next] }\n  later: {}/
s/^tickets:/approval: { independence: contributed-nothing }\n&/' .changegate.yml
cat >>.changegate.yml <<-END
	services:
	  default: { paths: ["file*", "module"] }
	  other: { paths: ["other/**"] }
END
git commit -qam 'PAY-1 services'
expect 0 "$BIN" deploy --env staging --baseline
reviewed_change PAY-2
expect 0 "$BIN" deploy --env staging
expect 0 "$BIN" deploy --env production --baseline
start=$(git rev-parse HEAD)
first=$(git rev-parse HEAD~1)
cp -a .git/changegate "$work/kept"

again() {
	git checkout -q -f main
	git reset -q --hard "$start"
	git clean -qfdx
	rm -rf .git/changegate
	cp -a "$work/kept" .git/changegate
	write_junit
	as Alice
}

reviewed='Reviewed-by: Bob <bob@example.org>'

# commit MESSAGE [TRAILERS]
commit() {
	date +%N >>file
	git add -A
	git commit -qm "$1" ${2:+-m "$2"}
}

# ---- reviews and tickets ----------------------------------------------------------------------------

again && commit 'PAY-3 more'
situation missing-approval APPR-MISSING 1
again && commit 'more' "$reviewed"
situation missing-ticket TKT-MISSING 1
again && commit 'OPS-3 more' "$reviewed"
situation other-project TKT-PROJECT 1
again && commit 'PAY-3 more' 'Reviewed-by: Alice <alice@example.org>'
situation own-approval APPR-SELF 1
again && commit 'PAY-3 more' "$reviewed
Co-authored-by: Bob <bob@example.org>"
situation co-author APPR-SELF 1
again && commit 'PAY-3 more' "$reviewed" && as Bob
git commit -q --amend --no-edit --author='Alice <alice@example.org>'
situation committer APPR-SELF 1
again && commit 'PAY-3 more' "$reviewed" && as Carol && commit 'PAY-4 not reviewed'
situation one-of-two APPR-MISSING 1

# ---- merges -----------------------------------------------------------------------------------------

again && git checkout -qb feature && commit 'PAY-3 more' "$reviewed"
git checkout -q main && echo other >file2 && git add file2 && git commit -qm 'PAY-4 too' -m "$reviewed"
git merge -q --no-ff --no-commit feature && echo more >>file2 && git add file2
git commit -qm 'PAY-5 merge' -m "$reviewed"
situation evil-merge APPR-EVIL-MERGE 1
git branch -qD feature
again && git checkout -qb feature && echo there >file && git commit -qam 'PAY-3 there' -m "$reviewed"
git checkout -q main && echo here >file && git commit -qam 'PAY-4 here' -m "$reviewed"
! git merge -q feature >/dev/null && echo both >file && git add file && git commit -qm 'PAY-5 merge'
situation resolved-merge APPR-RESOLUTION 1
git branch -qD feature
again
for name in one two three; do
	git checkout -qb "$name" "$start"
	echo "$name" >"file-$name" && git add . && git commit -qm "PAY-3 $name" -m "$reviewed"
done
git checkout -q main
as Carol && git merge -q --no-ff -m 'PAY-5 octopus' -m "$reviewed" one two three >/dev/null
situation octopus CHG-OCTOPUS 3

# ---- content and clone ------------------------------------------------------------------------------

again && echo 'file* -diff' >.gitattributes && commit 'PAY-3 hidden' "$reviewed"
situation hidden-diff APPR-HIDDEN-DIFF 1
again && commit 'PAY-3 more' "$reviewed" && git rev-parse HEAD >.git/info/grafts
situation altered-clone GIT-CLONE-ALTERED 3
rm .git/info/grafts

# ---- signatures -------------------------------------------------------------------------------------

for name in alice bob; do
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$work/$name"
	printf '%s@example.org namespaces="git" %s\n' "$name" "$(cat "$work/$name.pub")"
done >"$work/allowed_signers"

# signing NAME: what she does from now on is signed.
signing() {
	as "$1"
	git config gpg.format ssh
	git config user.signingkey "$work/${1,,}"
	git config commit.gpgsign true
}

# The policy asks for signatures, and is in place.
again_signed() {
	again
	mkdir -p .changegate
	cp "$work/allowed_signers" .changegate/
	sed -i 's/approval: {/& evidence: verified, trailers: [Reviewed-by],/; s/^tickets:/allowed_signers: .changegate\/allowed_signers\n&/' .changegate.yml
	git add -A
	git commit -qm 'PAY-2 signatures'
	rm -rf .git/changegate/ledger
	"$BIN" deploy --env staging --baseline >/dev/null
}

# merged: what is on `feature` is merged with a signature of Bob's.
merged() {
	git checkout -q main
	signing Bob
	git merge -q --no-ff -m 'PAY-3 merge' feature
	git branch -qD feature
	git config commit.gpgsign false
}

again_signed && git checkout -qb feature && commit 'PAY-3 not signed' && merged
situation unsigned-commit APPR-GRADE 1
again_signed && git checkout -qb feature && signing Bob && git config user.signingkey "$work/bob" &&
	as Alice && commit 'PAY-3 by Bob for Alice' && merged
situation forged-author APPR-SELF 1
again_signed && git checkout -qb feature && signing Alice && commit 'PAY-3 more' &&
	git config commit.gpgsign false && git checkout -q main && as Bob &&
	git merge -q --no-ff -m 'PAY-3 merge' -m "$reviewed" feature && git branch -qD feature
situation unsigned-merge APPR-GRADE 1
again_signed && git checkout -qb feature && signing Alice && commit 'PAY-3 more'
{
	git cat-file commit HEAD | sed '/^gpgsig /,$d'
	printf 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iHUEABYKAB0WIQ==\n -----END PGP SIGNATURE-----\n'
	printf '\nPAY-3 more\n'
} >"$work/commit"
git reset -q --soft "$(git hash-object -t commit -w "$work/commit")" && merged
situation openpgp SIG-OPENPGP 3
git config commit.gpgsign false

# ---- what is brought --------------------------------------------------------------------------------

again && git update-index --add --cacheinfo "160000,$start,module"
git commit -qm 'PAY-3 submodule' -m "$reviewed" && mkdir module
situation submodule CHG-SUBMODULE 3
again && mkdir other && echo x >other/x && git add . && git commit -qm 'PAY-3 other' -m "$reviewed"
situation other-service CHANGE-EMPTY 1
again && git reset -q --hard "$first" && commit 'PAY-3 another way' "$reviewed"
situation diverged CHG-DIVERGED 1
again && git reset -q --hard "$first"
situation backward ROLLBACK-NO-RECORD 1 --env production
again && commit 'PAY-3 more' "$reviewed"
situation other-environment ENV-UNDECLARED 1 --env nowhere
situation undeclared-service CHG-SERVICE-UNDECLARED 1 --env staging --service nothing

# ---- tests ------------------------------------------------------------------------------------------

again && commit 'PAY-3 more' "$reviewed"
echo '<testsuite name="a"><testcase name="x"/><testcase name="y"><failure/></testcase></testsuite>' \
	>build/junit/a.xml
situation failing-test TEST-FAILED 1
again && commit 'PAY-3 more' "$reviewed"
echo '<testsuite name="b"/>' >build/junit/b.xml
situation empty-junit TEST-BROKEN 1
again && commit 'PAY-3 more' "$reviewed"
echo '<testsuite name="a"><testcase name="x"><skipped/></testcase></testsuite>' >build/junit/a.xml
situation all-skipped TEST-TOO-FEW 1
again && commit 'PAY-3 more' "$reviewed" && rm build/junit/*
situation no-junit TEST-MISSING 1
again && commit 'PAY-3 more' "$reviewed" && echo dirt >>file
situation dirty-tree TEST-WORKTREE-DIFFERS 1

# ---- environments and policy ------------------------------------------------------------------------

again && commit 'PAY-3 more' "$reviewed"
situation not-promoted ENV-NOT-PROMOTED 1 --env production
expect 0 "$BIN" deploy --env staging --artifact "sha256:$(printf '%064d' 1)"
situation rebuilt ENV-REBUILT 1 --env production --artifact "sha256:$(printf '%064d' 2)"
again && git checkout -qb elsewhere && commit 'PAY-3 more' "$reviewed"
situation other-branch ENV-SOURCE-OTHER 1
again && commit 'PAY-3 more' "$reviewed"
freeze='freeze: [{ from: 2000-01-01T00:00, to: 2999-01-01T00:00, zone: UTC, reason: all }]'
sed -i "s/refs: \[main, next\]/&, $freeze/" .changegate.yml
git commit -qam 'PAY-4 freeze' -m "$reviewed"
situation freeze ENV-FREEZE 1
again && sed -i 's/contributed-nothing/covers-each-author/' .changegate.yml
git commit -qam 'PAY-3 policy' -m "$reviewed"
git checkout -qb feature && commit 'PAY-3 by Alice' "$reviewed"
as Bob && commit 'PAY-3 by Bob' 'Reviewed-by: Alice <alice@example.org>'
git checkout -q main && git merge -q --no-ff -m 'PAY-3 both' feature && git branch -qD feature
situation loosened APPR-SELF 1
grep -q 'the policy of the record in place asks for this approval' "$work/out" ||
	fail 'loosened: not judged under both policies'
again && git show main:.changegate.yml >"$work/policy.yml" && commit 'PAY-3 more' "$reviewed"
situation policy-file POLICY-SOURCE 1 --env staging --policy "$work/policy.yml"

again && sed -i 's/^tickets:/guardians: [carol@example.org]\n&/' .changegate.yml
git commit -qam 'PAY-2 guardians'
rm -rf .git/changegate/ledger
"$BIN" deploy --env staging --baseline >/dev/null
sed -i 's/PAY\]/PAY, NEW]/' .changegate.yml && commit 'PAY-3 policy' "$reviewed"
situation unguarded POLICY-UNREVIEWED 1
again && sed -i "s/^tickets:/waivers: [{ control: tests, reason: flaky, expires: $(date -u -d '+9 days' +%FT%TZ) }]\n&/" .changegate.yml
commit 'PAY-3 waiver' "$reviewed"
echo '<testsuite name="a"><testcase name="x"><failure/></testcase></testsuite>' >build/junit/a.xml
situation new-waiver WAIVER-UNPROVEN 1

# ---- all together -------------------------------------------------------------------------------------

status=0
"$tools/mutate_evidence" "$work"/evidence/* >"$work/mutations" || status=$?
grep -E '^(ok|FAIL)' "$work/mutations" | sed "s#$work/evidence/##"
[ "$status" -eq 0 ] || fail 'a mutation allows what was refused'

# A fact that lies, and agrees with all others, can allow: nobody can see it without the sources, which
# is why collect and seal are jobs that can be trusted differently. These values, and no others:
cat >"$work/expected" <<-END
	/change/changeRequests/N/paths/N  what a request changed (a service that nothing touches)
	/change/changeRequests/N/pathsKnown  without paths a request counts for every service
	/change/commits/N/merge  whether a merge follows from its parents
	/change/opaque/all/N/hiddenByRange  whether the range hides what it changes
	/change/key/environment  another deploy than the one that was asked about
	/environment/refs/N/contains  whether a branch has the commit
	/now/time  freezes and ages
	/policy/previous/source/kind  what binds the source of the policy
	/tests/results/N/reports/N/failures  how many tests failed
	/tests/results/N/reports/N/skipped  how many tests were skipped
	/tests/results/N/reports/N/tests  how many tests there are
	/tickets/references/N/key  which ticket was named
END
sed -nE 's/^value //p' "$work/mutations" | sed -E 's#/[0-9]+(/|$)#/N\1#g' | sort -u >"$work/found"
sed 's/  .*//' "$work/expected" | sort >"$work/known"
comm -23 "$work/found" "$work/known" >"$work/out"
[ ! -s "$work/out" ] || fail 'these values can be changed so that a refusal becomes allowed'
comm -13 "$work/found" "$work/known" | sed 's/^/note: no longer allows: /'
ok "$(wc -l <"$work/found") kinds of values allow by lying; removal, order and type never do"
