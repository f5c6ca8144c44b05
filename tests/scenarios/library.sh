# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What are scenarios made of? Verbs for a throw-away repository with fixed people and dates, and
# `expect`, which compares what the real binary said. Read by step.sh; see docs/scenarios.md.

export ALICE='Alice Archer <alice@example.org>'
export BOB='Bob Baker <bob@example.org>'
export CAROL='Carol Cook <carol@example.org>'

fail() { # words
	echo "$*" >&2
	exit 1
}

# ---- a repository ----

declare -A default_policy=(
	[version]=1
	[extends]=starter@1
	[repository]=example.org/acme/pay
	[branches]='[main]'
	[tickets]='{ projects: [PAY] }'
	[tests]='{ required: [{ junit: "build/junit/*.xml" }] }'
	[environments]='{ staging: {}, production: { after: staging } }'
	[ledger]='{ store: "dir:.git/changegate/ledger" }'
)

policy() { # KEY=VALUE...: the default policy with these keys instead; nothing after = leaves it out
	local -A keys
	local key given
	for key in "${!default_policy[@]}"; do
		keys[$key]=${default_policy[$key]}
	done
	for given in "$@"; do
		keys[${given%%=*}]=${given#*=}
	done
	for key in $(printf '%s\n' "${!keys[@]}" | sort); do
		[ -z "${keys[$key]}" ] || printf '%s: %s\n' "$key" "${keys[$key]}"
	done
}

as() { # 'NAME <ADDRESS>': who writes and commits from now on
	local address=${1##*<}
	export GIT_AUTHOR_NAME=${1% <*} GIT_COMMITTER_NAME=${1% <*}
	export GIT_AUTHOR_EMAIL=${address%>} GIT_COMMITTER_EMAIL=${address%>}
}

seconds=1767225600
tick() {
	seconds=$((seconds + 60))
	export GIT_AUTHOR_DATE="$seconds +0000" GIT_COMMITTER_DATE="$seconds +0000"
}

repository() { # KEY=VALUE... of the policy: a repository with one commit, tests that passed, no record
	mkdir repository
	cd repository || exit
	git init -q -b main .
	mkdir .changegate
	cp "$SHARED/trust.json" .changegate/
	policy "$@" >.changegate.yml
	echo build/ >.gitignore
	echo first >app.txt
	as "$ALICE"
	tick
	git add .
	git commit -q -m 'start'
	tests
}

started() { # KEY=VALUE... of the policy: a repository whose first commit is in place in staging
	repository "$@"
	baseline staging
}

baseline() { # ENVIRONMENT [OPTION...]
	deploy "$@" --baseline
	expect 0 allowed change=EXEMPT:CHG-BASELINE
}

# ---- history ----

message() { # SUBJECT [TRAILER...]
	local subject=$1
	shift
	echo "$subject"
	if [ $# -gt 0 ]; then
		echo
		printf '%s\n' "$@"
	fi
}

write_commit() { # [--file PATH]; standard input: the message, kept as it is
	local file=app.txt
	[ "${1-}" != --file ] || file=$2
	mkdir -p "$(dirname "$file")"
	echo "line $seconds" >>"$file"
	git add -- "$file"
	git commit -q --cleanup=verbatim -F -
}

commit() { # [--file PATH] SUBJECT [TRAILER...]: adds a line to a file
	local file=app.txt
	if [ "$1" = --file ]; then
		file=$2
		shift 2
	fi
	tick
	message "$@" | write_commit --file "$file"
}

commit_staged() { # SUBJECT [TRAILER...]: what is in the index
	tick
	message "$@" | git commit -q -F -
}

branch() { # NAME
	git checkout -q -b "$1"
}

onto() { # NAME
	git checkout -q "$1"
}

merge() { # BRANCH SUBJECT [TRAILER...]
	local from=$1
	shift
	tick
	git merge -q --no-ff -m "$(message "$@")" "$from"
}

feature() { # by Alice on a branch of its own: the current person merges it with `merge feature`
	branch feature
	as "$ALICE"
	commit 'more'
	onto main
}

commit_of() { # REVISION
	git rev-parse --verify -q "$1^{commit}"
}

# ---- signatures ----

address_of() { # 'NAME <ADDRESS>'
	local address=${1##*<}
	echo "${address%>}"
}

key_of() { # PERSON [KIND]: the file of their SSH key, made when first asked for
	local file
	file="$SCRATCH/keys/$(address_of "$1")"
	if [ ! -e "$file" ]; then
		mkdir -p "$SCRATCH/keys"
		ssh-keygen -q -t "${2:-ed25519}" -N '' -C '' -f "$file" </dev/null >&2
	fi
	echo "$file"
}

signer_line() { # PERSON [OPTION]: their line in a file of allowed signers
	printf '%s %s %s\n' "$(address_of "$1")" "${2:-namespaces=\"git\"}" \
		"$(cut -d ' ' -f 1,2 "$(key_of "$1").pub")"
}

signers() { # PERSON...: the file of allowed signers in the work tree
	mkdir -p .changegate
	for person; do
		signer_line "$person"
	done >.changegate/allowed_signers
}

signed_started() { # KEY=VALUE... of the policy: as `started`, and Alice, Bob and Carol may sign
	repository 'approval={ evidence: verified }' \
		allowed_signers=.changegate/allowed_signers "$@"
	signers "$ALICE" "$BOB" "$CAROL"
	git add .changegate/allowed_signers
	git commit -q --amend --no-edit
	baseline staging
}

signing_as() { # PERSON [KEY OF PERSON]: like `as`, and signs commits and tags
	as "$1"
	git config gpg.format ssh
	git config user.signingkey "$(key_of "${2:-$1}")"
	git config commit.gpgsign true
	git config tag.gpgsign true
}

unsigned_as() { # PERSON
	as "$1"
	git config commit.gpgsign false
	git config tag.gpgsign false
}

approve() { # REVISION [TAG]: a tag that approves it, signed or not
	local commit
	commit=$(commit_of "$1")
	tick
	git tag -a -m "Reviewed" -m "Approves: $commit" "${2:-review}" "$commit"
}

foreign_signature() { # openpgp|x509: one that nobody here can verify
	local words='PGP SIGNATURE'
	[ "$1" = openpgp ] || words='SIGNED MESSAGE'
	printf -- '-----BEGIN %s-----\n\niHUEABYKAB0WIQ==\n=aaaa\n-----END %s-----\n' "$words" "$words"
}

sign_commit_otherwise() { # openpgp|x509: the last commit, instead of its signature
	{
		git cat-file commit HEAD | sed '/^gpgsig /,$d; /^$/,$d'
		foreign_signature "$1" | sed '1s/^/gpgsig /; 1!s/^/ /'
		git log -1 --format='%n%B'
	} >"$SCRATCH/signed"
	git reset -q --soft "$(git hash-object -t commit -w "$SCRATCH/signed")"
}

sign_tag_otherwise() { # openpgp|x509 TAG: instead of its signature
	{
		git cat-file tag "$2" | sed '/^-----BEGIN/,$d'
		foreign_signature "$1"
	} >"$SCRATCH/signed"
	git update-ref "refs/tags/$2" "$(git hash-object -t tag -w "$SCRATCH/signed")"
}

# ---- provenance ----

builder() { # NAME [USAGE]: has a key, which the trust root of the work tree names
	local key="$SCRATCH/$1.pem"
	openssl ecparam -name prime256v1 -genkey -noout -out "$key" 2>/dev/null
	openssl ec -in "$key" -pubout -out "$key.pub" 2>/dev/null
	jq --arg key "$(openssl ec -in "$key" -pubout -outform DER 2>/dev/null | base64 -w 0)" \
		--arg fingerprint "$(ssh-keygen -i -m PKCS8 -f "$key.pub" | ssh-keygen -lf - |
			cut -d ' ' -f 2)" --arg usage "${2-}" \
		'if $usage == "" then . else .keys += [{usage: $usage, algorithm: "ecdsa-p256",
			fingerprint: $fingerprint, publicKey: $key}] end' \
		.changegate/trust.json >"$SCRATCH/trust.json"
	cp "$SCRATCH/trust.json" .changegate/trust.json
}

# built NAME ARTIFACT COMMIT [REPOSITORY]: what this builder says, in the file `provenance`
built() {
	local payload type=application/vnd.in-toto+json
	payload=$(jq -nc --arg digest "${2#sha256:}" --arg commit "$3" \
		--arg uri "git+https://${4-example.org/acme/pay}@refs/heads/main" \
		'{_type: "https://in-toto.io/Statement/v1", subject: [{name: "app", digest: {sha256: $digest}}],
		predicateType: "https://slsa.dev/provenance/v1", predicate: {
		buildDefinition: {buildType: "https://example.org/build", externalParameters: {},
		resolvedDependencies: [{uri: $uri, digest: {gitCommit: $commit}},
		{uri: "git+https://example.org/tools/action", digest: {gitCommit: ("0" * 40)}}]},
		runDetails: {builder: {id: "https://example.org/builder"}}}}')
	printf 'DSSEv1 %d %s %d %s' ${#type} "$type" ${#payload} "$payload" >"$SCRATCH/pae"
	jq -n --arg payload "$(printf %s "$payload" | base64 -w 0)" --arg type "$type" --arg sig \
		"$(openssl dgst -sha256 -sign "$SCRATCH/$1.pem" "$SCRATCH/pae" | base64 -w 0)" \
		'{payload: $payload, payloadType: $type, signatures: [{keyid: "", sig: $sig}]}' \
		>"$SCRATCH/provenance"
}

# ---- test reports ----

report() { # [NAME]; standard input: the XML
	mkdir -p build/junit
	cat >"build/junit/${1:-unit}.xml"
}

tests() { # two that passed
	report unit <<<'<testsuite name="unit"><testcase name="a"/><testcase name="b"/></testsuite>'
}

no_tests() {
	rm -rf build
}

# ---- the gate ----

run_gate() { # COMMAND [ARGUMENT...]
	status=0
	"$BIN" "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
}

declare -A fact # of the last deploy: result, recordId, kind, ...
findings=''     # of it: CHECK=VERDICT:CODE and CHECK=NOTE:CODE, one a line
reasons=''      # of findings and notes, one a line

read_result() {
	local line
	fact=()
	findings=''
	reasons=''
	[ -s "$SCRATCH/out" ] || return 0
	while IFS= read -r line; do
		case $line in
		'finding '*) findings+=${line#* }$'\n' ;;
		'reason '*) reasons+=${line#* }$'\n' ;;
		*) fact[${line%%=*}]=${line#*=} ;;
		esac
	done < <("${BIN%/*}/tests/tools/result_lines" result "$SCRATCH/out")
}

of_last() { # recordId, recordKind, ...
	echo "${fact[$1]-}"
}

deploy() { # ENVIRONMENT [OPTION...]
	local environment=$1
	shift
	rm -f "$SCRATCH/envelope"
	run_gate deploy --env "$environment" --format json ${KEEP:+--output "envelope=$SCRATCH/envelope"} \
		"$@"
	read_result
	[ -z "${KEEP-}" ] || keep "$environment" "$@"
}

kept=0
keep_recorded() { # ENVELOPE: the evidence in this record
	kept=$((kept + 1))
	"${BIN%/*}/tests/tools/result_lines" evidence "$1" >"$KEEP/$KEPT_AS.$kept.json"
}

keep() { # ENVIRONMENT [OPTION...]: the evidence of this deploy, if it was judged (tests/mutants/run)
	local environment=$1 option options=()
	shift
	for option; do
		[ "$option" = --dry-run ] || options+=("$option")
	done
	if [ -e "$SCRATCH/envelope" ]; then
		keep_recorded "$SCRATCH/envelope"
	elif [[ " $* " == *' --break-glass '* ]]; then
		: # without a ledger nothing is collected but who answers for it
	elif [ -n "${fact[result]-}" ]; then
		kept=$((kept + 1))
		"$BIN" collect --env "$environment" "${options[@]}" \
			--output "$KEEP/$KEPT_AS.$kept.json" 2>"$SCRATCH/err" </dev/null ||
			fail "keeping: $(cat "$SCRATCH/err")"
	fi
}

outcome() { # RESULT: of the last deploy
	run_gate outcome "$(of_last recordId)" --result "$1"
	[ "$status" -eq 0 ] || fail "outcome: status $status: $(cat "$SCRATCH/err")"
}

what_was_said() {
	echo "status $status"
	cat "$SCRATCH/err" >&2
	jq -r '"result \(.result)", (.findings[] | "  \(.verdict) \(.code) \(.subject): \(.because)")' \
		"$SCRATCH/out" 2>/dev/null || cat "$SCRATCH/out"
}

same() { # WHAT WANTED FOUND
	[ "$2" = "$3" ] || fail "$1 is '$3', expected '$2'" "$(what_was_said)"
}

# Each expectation is there, and nothing else blocks.
expect() { # STATUS RESULT CHECK=VERDICT:CODE...
	local wanted line
	same status "$1" "$status"
	same result "$2" "${fact[result]-}"
	same exitStatus "$1" "${fact[exitStatus]-}"
	for wanted in "${@:3}"; do
		[[ $'\n'$findings == *$'\n'"$wanted"$'\n'* ]] || fail "no $wanted" "$(what_was_said)"
	done
	while IFS= read -r line; do
		[[ $line != *=FAIL:* && $line != *=UNKNOWN:* ]] || [[ " ${*:3} " == *" $line "* ]] ||
			fail "unexpected $line" "$(what_was_said)"
	done <<<"$findings"
	echo "$*" >"$SCRATCH/verdict"
}

expect_not() { # CHECK=VERDICT:CODE...
	local unwanted
	for unwanted in "$@"; do
		[[ $'\n'$findings != *$'\n'"$unwanted"$'\n'* ]] ||
			fail "there is $unwanted" "$(what_was_said)"
	done
}

expect_error() { # STATUS WORDS: no verdict at all, and one clear message
	same status "$1" "$status"
	[ ! -s "$SCRATCH/out" ] || fail 'something on stdout' "$(what_was_said)"
	grep -qF -- "$2" "$SCRATCH/err" || fail "the message lacks '$2'" "$(what_was_said)"
	echo "$1 error ($2)" >"$SCRATCH/verdict"
}

expect_range() { # KIND COMMITS [PREVIOUS]
	same 'range.kind' "$1" "${fact[kind]}"
	same 'range.commitCount' "$2" "${fact[commits]}"
	[ -z "${3-}" ] || same 'range.previous' "$3" "${fact[previous]}"
}

expect_because() { # WORDS: in the reason of a finding or note
	[[ $reasons == *"$1"* ]] || fail "no reason says '$1'" "$(what_was_said)"
}

# ---- the end ----

# What was recorded verifies, and each verdict follows from its own evidence.
finish() {
	local ledger=${LEDGER:-.git/changegate/ledger}
	[ -s "$SCRATCH/verdict" ] || fail 'nothing was expected'
	[ -e "$ledger/checkpoint" ] || return 0
	run_gate verify --reperform --trust "$SHARED/trust.json" "$ledger"
	[ "$status" -eq 0 ] || fail "verify: status $status: $(cat "$SCRATCH/out" "$SCRATCH/err")"
}
