#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can a flag or a variable of the environment turn a refusal into an allowed deploy? (controls A8)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

new_sample "$work/repository"
cd "$work/repository"
main=$PWD

# Another ref, another file, another trust root, another ledger, each looser than what is in force.
write_policy | sed 's/^tickets:/approval:\n  independence: covers-each-author\ntickets:/' >loose.yml
write_policy | sed "s#dir:.git/changegate/ledger#dir:$work/other-ledger#" >elsewhere.yml
write_policy | sed 's#^repository: .*#repository: local/other#' >renamed.yml
sed 's/projects: \[PAY\]/projects: [PAY, QUICK]/' loose.yml >looser.yml
sed 's/branches: \[main\]/branches: [main, loose, "*"]/' looser.yml >loosest.yml
mkdir "$work/files" && mv ./*.yml "$work/files"
git checkout -qb loose
cp "$work/files/loosest.yml" .changegate.yml
git commit -qam 'PAY-3 loosen'
git tag loose-tag
git update-ref refs/remotes/origin/loose loose
git checkout -q main
(cd "$work/files" && "$BIN" keygen --origin local/e2e --keys "$work/other-keys" \
	--trust "$work/files/other-trust.json" >/dev/null)
git show main:.changegate/trust.json >"$work/files/trust.json"
git clone -q --mirror . "$work/mirror.git"
git worktree add -q "$work/tree" main~1 --detach
ln -s "$main" "$work/link"
change file 'quick fix'
git update-ref -d refs/remotes/origin/loose
cp -a .git/changegate "$work/kept"

restore() {
	rm -rf "$main/.git/changegate" "$work/other-ledger" "$work/mirror.git/changegate"
	cp -a "$work/kept" "$main/.git/changegate"
}

tried=0
# refused COMMAND...: neither allowed nor, as a dry run, said to be.
refused() {
	run "$@"
	case $status in
	0 | 5) fail "exit status $status: $*" ;;
	esac
	tried=$((tried + 1))
	[ $((tried % 20)) -ne 0 ] || restore
}

values_of() {
	case $1 in
	--env) printf '%s\n' staging production none '' 'production ' ;;
	--service) printf '%s\n' default other '' default,other 'def*' ;;
	--target | --account) printf '%s\n' eu-1 '' ;;
	--provenance) printf '%s\n' /dev/null /nowhere '' "$work/files/loose.yml" ;;
	--artifact) printf '%s\n' "sha256:$(printf '%064d' 0)" sha256:0 '' none ;;
	--sha) printf '%s\n' HEAD main "$(git rev-parse HEAD)" refs/heads/main ;;
	--policy) printf '%s\n' "$work"/files/*.yml /dev/null /nowhere '' .changegate.yml ;;
	--protected-ref)
		printf '%s\n' main loose refs/heads/loose refs/tags/loose-tag loose-tag \
			refs/remotes/origin/loose HEAD "$(git rev-parse loose)" '' ../loose
		;;
	--trust) printf '%s\n' "$work"/files/*trust.json /dev/null '' /nowhere ;;
	--repository) printf '%s\n' . .git "$main" "$work/link" "$work/mirror.git" "$work/tree" / '' ;;
	--format) printf '%s\n' text json none '' ;;
	--output) printf '%s\n' "json=$work/o" "text=$work/o" "receipt=$work/o" "envelope=$work/o" \
		"admission=$work/o" \
		none = 'json=/nowhere/o' ;;
	--color) printf '%s\n' always never auto '' ;;
	--ticket | --emergency) printf '%s\n' PAY-1 '' ;;
	--reason | --authoriser) printf '%s\n' 'it is down' '' ;;
	--authorisation) printf '%s\n' "$work/files/trust.json" /nowhere '' ;;
	--spool) printf '%s\n' "$work/spool" ;;
	--wait) printf '%s\n' 1s 0s '' 7h ;;
	--help) ;; # no deploy at all
	*) fail "the test knows no values for the option $1: add them" ;;
	esac
}

# Each option alone, and each pair of two different ones.
collect_options() {
	local name value
	while read -r name value; do
		if [ -z "$value" ] || [ "${value#[A-Z]}" = "$value" ]; then
			printf '%s\n' "$name"
			continue
		fi
		values_of "$name" | while IFS= read -r value; do
			printf '%s=%s\n' "$name" "$value"
		done
	done < <("$BIN" help deploy | sed -n 's/^  \(--[a-z-]*\) \([A-Z][^ ]*\)\{0,1\}.*/\1 \2/p')
}

mapfile -t options < <(collect_options | grep -v '^--dry-run$')
[ "${#options[@]}" -gt 30 ] || fail 'the help of deploy lists too few options'

# Which pairs ask another question, or change the presentation only?
is_pair() {
	[ "${1%%=*}" != "${2%%=*}" ] || return 1
	case $1/$2 in
	*--env=* | *--format* | *--color* | *--output*) return 1 ;;
	# A clone or another folder has a ledger of its own, in which this would be the first record.
	--repository=*/--baseline | --baseline/--repository=*) return 1 ;;
	esac
}

# Each option alone, as a deploy and as a dry run; each pair as a dry run, which judges alike.
all_options() {
	local i j before=$tried
	for i in "${!options[@]}"; do
		case ${options[i]} in
		--env=*) set -- deploy ;;
		*) set -- deploy --env production ;;
		esac
		refused "$BIN" "$@" "${options[i]}"
		refused "$BIN" "$@" "${options[i]}" --dry-run
		for ((j = i + 1; j < ${#options[@]}; j++)); do
			is_pair "${options[i]}" "${options[j]}" || continue
			refused "$BIN" "$@" "${options[i]}" "${options[j]}" --dry-run
		done
	done
	restore
	ok "$((tried - before)) runs with other options leave it refused"
}

# ---- a change that nobody reviewed ------------------------------------------------------------------

expect 1 "$BIN" deploy --env production
all_options

# Everything chosen at once: another ledger, in which this commit is in place already.
(
	cp -a "$main" "$work/forged" && cd "$work/forged"
	rm -rf .git/changegate
	use_keys "$work/other-keys"
	cp "$work/files/elsewhere.yml" .changegate.yml
	cp "$work/files/other-trust.json" .changegate/trust.json
	git commit -qam 'PAY-4 forge'
	git checkout -q --detach HEAD~1
	run "$BIN" deploy --env production --baseline
	[ "$status" -eq 0 ] || fail 'the forged ledger could not be made'
	refused "$BIN" deploy --repository "$main" --env production \
		--policy "$work/files/elsewhere.yml" --trust "$work/files/other-trust.json"
)
ok 'a ledger of the own making does not help'

# ---- the environment --------------------------------------------------------------------------------

other_key=$(cat "$work/other-keys/record.key")
mkdir "$work/home" && git config -f "$work/home/.gitconfig" safe.directory '*'
git config -f "$work/home/.gitconfig" core.worktree "$work/tree"
cat >"$work/home/openssl.cnf" <<-END
	openssl_conf = all
	[all]
	providers = list
	[list]
	null = null
	[null]
	activate = 1
END
git replace HEAD HEAD~1
git replace -d HEAD >/dev/null
settings=(
	CHANGEGATE_RECORD_KEY= CHANGEGATE_RECORD_KEY=x "CHANGEGATE_RECORD_KEY=$other_key"
	"CHANGEGATE_RECORD_KEY_FILE=$work/other-keys/record.key" CHANGEGATE_RECORD_KEY_FILE=/dev/null
	"CHANGEGATE_CHECKPOINT_KEY=$other_key"
	"CHANGEGATE_CHECKPOINT_KEY_FILE=$work/other-keys/checkpoint.key"
	"CHANGEGATE_PACK_KEY=$other_key"
	CI_DEFAULT_BRANCH=loose CI_DEFAULT_BRANCH=main CI_DEFAULT_BRANCH= CI_DEFAULT_BRANCH=HEAD
	CI_DEFAULT_BRANCH=loose-tag $'CI_DEFAULT_BRANCH=\xff'
	NO_COLOR=1 CLICOLOR_FORCE=1 FORCE_COLOR=1
	"GIT_DIR=$work/mirror.git" "GIT_DIR=$main/.git" "GIT_WORK_TREE=$work/tree" GIT_DIR=/nowhere
	"GIT_COMMON_DIR=$work/mirror.git" "GIT_INDEX_FILE=$work/none" GIT_INDEX_FILE=/dev/null
	"GIT_OBJECT_DIRECTORY=$work/mirror.git/objects"
	"GIT_ALTERNATE_OBJECT_DIRECTORIES=$work/mirror.git/objects"
	GIT_CONFIG_COUNT=1 "GIT_CONFIG=$work/home/.gitconfig"
	"GIT_CONFIG_GLOBAL=$work/home/.gitconfig" "GIT_CONFIG_SYSTEM=$work/home/.gitconfig"
	GIT_CONFIG_NOSYSTEM=0 "GIT_CONFIG_PARAMETERS='core.bare=true'"
	GIT_REPLACE_REF_BASE=refs/heads/ GIT_NO_REPLACE_OBJECTS=1 GIT_NAMESPACE=x
	"GIT_GRAFT_FILE=$work/files/loose.yml" "GIT_SHALLOW_FILE=$work/files/loose.yml"
	GIT_CEILING_DIRECTORIES=/ GIT_DISCOVERY_ACROSS_FILESYSTEM=1 GIT_DEFAULT_HASH=sha256
	GIT_ATTR_NOSYSTEM=1 "GIT_EXEC_PATH=$work/home" GIT_TEMPLATE_DIR=/nowhere
	GIT_AUTHOR_DATE=0 GIT_COMMITTER_DATE=0 GIT_COMMITTER_EMAIL=bob@example.org
	"HOME=$work/home" HOME= HOME=/nowhere "XDG_CONFIG_HOME=$work/home" "XDG_DATA_HOME=$work/home"
	"XDG_RUNTIME_DIR=$work/home" "XDG_CONFIG_DIRS=$work/home"
	TZ=Pacific/Kiritimati TZ=XX-99 "TZ=:$work/home/openssl.cnf" "TZDIR=$work/home"
	LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 LC_ALL=C.UTF-8 LC_ALL=none "LOCPATH=$work/home"
	LANGUAGE=tr
	"OPENSSL_CONF=$work/home/openssl.cnf" OPENSSL_CONF=/nowhere OPENSSL_MODULES=/nowhere
	OPENSSL_ENGINES=/nowhere OPENSSL_ia32cap=0
	SSL_CERT_FILE=/nowhere SSL_CERT_DIR=/nowhere
	CI=true CI= GITHUB_ACTIONS=true GITHUB_REF=refs/heads/loose GITHUB_BASE_REF=loose
	GITHUB_SHA=0000 GITHUB_EVENT_NAME=pull_request GITHUB_REPOSITORY=other/other
	"GITHUB_STEP_SUMMARY=$work/home/summary" "GITHUB_OUTPUT=$work/home/output"
	"GITHUB_WORKSPACE=$work/tree" GITHUB_DEFAULT_BRANCH=loose
	GITLAB_CI=true CI_COMMIT_BRANCH=loose CI_COMMIT_REF_PROTECTED=true
	"CI_PROJECT_DIR=$work/tree" CI_MERGE_REQUEST_TARGET_BRANCH_NAME=loose
	CHANGEGATE_POLICY="$work/files/loosest.yml" CHANGEGATE_ENV=staging CHANGEGATE_BASELINE=1
	CHANGEGATE_MODE=advisory CHANGEGATE_DRY_RUN=1 CHANGEGATE_TRUST="$work/files/other-trust.json"
	CHANGEGATE_LEDGER_TOKEN=x CHANGEGATE_LEDGER_TOKEN_FILE=/nowhere CHANGEGATE_LEDGER_TIMEOUT=1
	CHANGEGATE_CHECKPOINT_FINGERPRINT=x CHANGEGATE_CHECKPOINT_FINGERPRINT=
	CHANGEGATE_BREAK_GLASS_KEYS=x CHANGEGATE_BREAK_GLASS_KEYS=
	CHANGEGATE_LEDGER_TOKEN_HOST=example.org CHANGEGATE_LEDGER_TOKEN_HOST=://
	CHANGEGATE_LEDGER_CA_FILE=/nowhere CHANGEGATE_LEDGER_KNOWN_HOSTS=/nowhere
	CHANGEGATE_LEDGER_SSH_KEY=x HTTPS_PROXY=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1
	CHANGEGATE_GITHUB_TOKEN=x CHANGEGATE_GITHUB_TOKEN_FILE=/nowhere
	CHANGEGATE_GITHUB_TOKEN_HOST=example.org CHANGEGATE_GITHUB_CA_FILE=/nowhere
	CHANGEGATE_AUDITOR_TOKEN=x CHANGEGATE_AUDITOR_TOKEN_FILE=/nowhere CHANGEGATE_AUDITOR_TOKEN_HOST=x
	CHANGEGATE_HTTP_BUDGET=x CHANGEGATE_HTTP_BUDGET=1 GITHUB_TOKEN=x GH_TOKEN=x
	CHANGEGATE_JIRA_TOKEN=x CHANGEGATE_JIRA_TOKEN_FILE=/nowhere CHANGEGATE_JIRA_TOKEN_HOST=example.org
	CHANGEGATE_JIRA_USER=x CHANGEGATE_SERVICENOW_TOKEN=x CHANGEGATE_SERVICENOW_TOKEN_FILE=/nowhere
	CHANGEGATE_SERVICENOW_TOKEN_HOST=example.org CHANGEGATE_SERVICENOW_USER=x
	CHANGEGATE_TRACKER_CA_FILE=/nowhere CHANGEGATE_TIMESTAMP_CA_FILE=/nowhere
	CHANGEGATE_ID_TOKEN=x CHANGEGATE_ID_TOKEN= CHANGEGATE_RECORD_ID_TOKEN=x
	ACTIONS_ID_TOKEN_REQUEST_URL=http://127.0.0.1:1 ACTIONS_ID_TOKEN_REQUEST_TOKEN=x
	GITHUB_API_URL=http://127.0.0.1:1 GITHUB_RUN_ID=1 GITHUB_RUN_ID=x
	NO_PROXY=* no_proxy=* ALL_PROXY=http://127.0.0.1:1 SSH_AUTH_SOCK=/nowhere
	SUDO_UID=0 SUDO_UID=12345 SUDO_UID=x USER=nobody
	TMPDIR=/nowhere PATH= LD_BIND_NOW=1 MALLOC_CHECK_=3 POSIXLY_CORRECT=1 COLUMNS=1 TERM=dumb
)

# Every variable that the program asks for must be among them.
while read -r name; do
	printf '%s\n' "${settings[@]}" | grep -q "^$name=" ||
		fail "the test does not try the variable $name"
done < <(cd "$project" && {
	grep -rhoE '(getenv|is_set)\("[A-Z_]+"' --include='*.c' cmd integrations
	grep -rhoE '"CHANGEGATE_[A-Z_]+"' --include='*.c' cmd integrations
} | grep -oE '[A-Z_]{3,}' | sort -u)

all_variables() {
	local setting before=$tried
	for setting in "${settings[@]}"; do
		[[ $setting != LOCPATH=* ]] || export ASAN_OPTIONS=detect_leaks=0 # the C library's
		refused env "$setting" "$BIN" deploy --env production
		refused env "$setting" "$BIN" deploy --env production --dry-run
		unset ASAN_OPTIONS
	done
	refused env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.worktree "GIT_CONFIG_VALUE_0=$work/tree" \
		"$BIN" deploy --env production
	refused env -i "$BIN" deploy --env production
	refused env -i "$BIN" deploy --env production --dry-run
	restore
	ok "$((tried - before)) runs with other variables leave it refused"
}
all_variables

# ---- a failing test, judged in a clone whose own branch has a looser policy ---------------------------

git commit -q --amend -m 'PAY-5 more' -m 'Reviewed-by: Bob <bob@example.org>'
git clone -q . "$work/clone"
cp -a .git/changegate "$work/clone/.git/changegate"
cd "$work/clone"
head=$(git rev-parse HEAD)
mkdir -p build/junit build/other
echo '<testsuite name="a"><testcase name="x"><failure/></testcase></testsuite>' >build/junit/a.xml
echo '<testsuite name="a"><testcase name="x"/></testsuite>' >build/other/a.xml
sed -i 's#build/junit#build/other#; s/\[PAY\]/[PAY, QUICK]/' .changegate.yml
git commit -qam 'QUICK-1 loosen'
git tag main-too
git push -q . HEAD:refs/remotes/evil/main
git checkout -q --detach "$head"
for dry in '' --dry-run; do
	command=("$BIN" deploy --env staging ${dry:+"$dry"})
	for ref in '' main origin/main refs/remotes/origin/main refs/heads/main refs/tags/main-too \
		refs/remotes/evil/main evil/main HEAD heads/main refs/heads/../heads/main; do
		refused "${command[@]}" ${ref:+"--protected-ref=$ref"}
		refused env "CI_DEFAULT_BRANCH=$ref" "${command[@]}"
		git show main:.changegate.yml >"$work/files/local.yml"
		refused "${command[@]}" --policy "$work/files/local.yml" ${ref:+"--protected-ref=$ref"}
	done
done
ok 'a looser policy of a branch that nobody protects does not help'

# ---- a usage error: the policy in force is broken -----------------------------------------------------

cd "$main"
echo 'surprise: true' >>.changegate.yml
git commit -qam 'PAY-6 break' -m 'Reviewed-by: Bob <bob@example.org>'
rm -rf "$work/kept" && cp -a .git/changegate "$work/kept"
expect 2 "$BIN" deploy --env production
all_options
all_variables
