#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the doctor say without a forge that too few people may sign for what the policy asks?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

says() { # PATTERN
	grep -qE -- "$1" "$work/out" || fail "it does not say: $1"
}

doctor() { # STATUS LINE... of the allowed signers
	local wanted=$1
	shift
	printf '%s\n' "$@" >.changegate/allowed_signers
	git add .changegate
	git commit -q --allow-empty -m 'PAY-1 signers'
	expect "$wanted" "$BIN" doctor
}

line() { # ADDRESS [NAMESPACES]
	local key=$work/${1%@*}
	[ -e "$key" ] || ssh-keygen -q -t ed25519 -N '' -C '' -f "$key"
	echo "$1 namespaces=\"${2-git}\" $(cut -d ' ' -f 1,2 "$key.pub")"
}

new_repository "$work/repository"
cat >>.changegate.yml <<'END'
allowed_signers: .changegate/allowed_signers
approval: { evidence: verified }
END
git commit -qam 'PAY-1 signatures'

doctor 1 "$(line alice@example.org)"
says '^  FAIL +people +POLICY-UNSATISFIABLE: 1 may sign, and a change of one of them needs 1 others'
doctor 0 "$(line alice@example.org)" "$(line bob@example.org)"
says '^  ok +people +2 may sign'
ok 'one who signs alone can approve nothing of their own'

doctor 1 "$(line alice@example.org)" "$(line bob@example.org changegate-emergency)"
doctor 0 "$(line alice@example.org)" "$(line bob@example.org 'git,changegate-emergency')"
echo 'Alice <alice@example.org> <bob@example.org>' >.mailmap
git add .mailmap
doctor 1 "$(line alice@example.org)" "$(line bob@example.org)"
ok 'another namespace does not count, nor does a second address of the same person'

git rm -q .mailmap
doctor 0 "$(line '*@example.org')"
! grep -q ' people ' "$work/out" || fail 'a pattern was counted'
sed -i 's/evidence: verified/evidence: claimed/' .changegate.yml
git commit -qam 'PAY-1 claims'
doctor 0 "$(line alice@example.org)"
! grep -q ' people ' "$work/out" || fail 'whoever signs is counted where nobody has to'
ok 'whom nobody can count is not counted'
