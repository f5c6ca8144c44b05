#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does action.yml ask the right command, and hand over each input as one argument? Its own scripts, with the
# environment that it gives them, run as a runner runs them; the real binary over a model of GitHub, or a
# program that tells what it was given.
# shellcheck disable=SC1003,SC1091,SC2016,SC2034,SC2119,SC2154 # what libraries set, and texts that nobody expands
set -euo pipefail
. "$(dirname "$0")/pr-library"

action=$(realpath "$here/../../action.yml")
mkdir -p "$work/action/build" "$work/teller/build" "$work/temp"
ln -s "$BIN" "$work/action/build/changegate"
cat >"$work/teller/build/changegate" <<'TELLER'
#!/bin/bash
printf '%s\0' "$@" >"$TOLD"
exit 7
TELLER
chmod +x "$work/teller/build/changegate"
export TOLD=$work/told RUNNER_TEMP=$work/temp

# ---- what a runner does ----------------------------------------------------------------------------------

# step NAME: the script of that step, and its environment as NAME=EXPRESSION in $work/expressions.
step() {
	awk -v name="    - name: $1" -v script="$work/script" -v environment="$work/expressions" '
		BEGIN { printf "" >script; printf "" >environment }
		/^    - / { inside = $0 == name; part = "" }
		inside && /^      [a-z]+:/ { part = $1; next }
		inside && part == "env:" { sub(/^ +/, ""); sub(/: /, "="); print >environment }
		inside && part == "run:" { sub(/^        /, ""); print >script }' "$action"
	[ -s "$work/script" ] || fail "action.yml has no step '$1'"
}

# The default of an input of action.yml.
default_of() {
	awk -v name="  $1:" '$0 == name { found = 1; next }
		found && /^    default: / { sub(/^    default: /, ""); gsub(/^"|"$/, ""); print; exit }' "$action"
}

# value_of EXPRESSION: of an input, the token, or the default branch; leaves it in $value.
value_of() {
	local expression=${1#'${{ '} word
	[[ $1 == '${{ '*' }}' ]] || fail "no expression of one value: $1"
	expression=${expression%' }}'}
	value=
	for word in ${expression//||/ }; do
		case $word in
		inputs.*)
			word=${word#inputs.}
			grep -qx "  $word:" "$action" || fail "action.yml has no input $word"
			value=${inputs[$word]-$(default_of "$word")}
			[ "$value" != '${{ github.token }}' ] || value=$token
			;;
		github.event.repository.default_branch) value=main ;;
		*) fail "what is $word?" ;;
		esac
		[ -z "$value" ] || break
	done
}

# act STATUS [INPUT=VALUE...]: the step that asks, with these inputs.
act() {
	local wanted=$1 given line words=()
	local -A inputs=()
	for given in "${@:2}"; do inputs[${given%%=*}]=${given#*=}; done
	step 'Ask changegate'
	while IFS= read -r line; do
		value_of "${line#*=}"
		words+=("${line%%=*}=$value")
	done <"$work/expressions"
	: >"$work/outputs"
	: >"$work/summary"
	status=0
	env "${words[@]}" GITHUB_ACTIONS=true GITHUB_ACTION_PATH="$path" GITHUB_OUTPUT="$work/outputs" \
		GITHUB_STEP_SUMMARY="$work/summary" GITHUB_SERVER_URL=https://github.com \
		bash --noprofile --norc -eo pipefail "$work/script" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status instead of $wanted"
	! grep -qF "$token" "$SCRATCH/out" "$SCRATCH/err" "$work/outputs" "$work/summary" || fail 'the token'
}

# output NAME: its value, as the runner reads the file.
output() {
	awk -v name="$1" '
		inside && $0 == border { inside = 0; next }
		inside { if (wanted) print; next }
		match($0, /<</) { border = substr($0, RSTART + 2); wanted = substr($0, 1, RSTART - 1) == name
			inside = 1 }' "$work/outputs"
}

# told [WORD...]: the program was called with just these.
told() {
	printf '%s\0' "$@" | cmp -s - "$TOLD" || fail "it was given: $(tr '\0' '|' <"$TOLD"), not: $*"
}

# ---- which command, with which arguments ------------------------------------------------------------------

SCRATCH=$work
token=ghs_no_such_token path=$work/teller
: >"$work/out"
: >"$work/err"
for GITHUB_EVENT_NAME in pull_request pull_request_target pull_request_review merge_group; do
	export GITHUB_EVENT_NAME
	act 7 environment=staging
	told pr
done
for GITHUB_EVENT_NAME in push workflow_dispatch release schedule; do
	act 7 environment=staging
	told deploy --env staging --protected-ref main
done
act 7 command=pr advisory=true check-run=true
told pr --advisory --check-run
act 7 command=verify
told verify
act 7 command=doctor
told doctor
for command in collect '' 'pr --advisory' $'pr\ndeploy' '$(touch owned)' PR; do
	rm -f "$TOLD"
	act 2 "command=$command"
	[ ! -e "$TOLD" ] || fail "a program was called for the command '$command'"
	grep -q "the input 'command'" "$SCRATCH/err" || fail 'the message does not name the input'
done
ok 'the event decides between pr and deploy, and nothing else is called'

cd "$work"
for text in "it's \"quoted\"" 'a  b' '$(touch owned)' '`touch owned`' $'a\nb' '; touch owned' '*' '--baseline' '\' '${{ x }}'; do
	act 7 command=deploy "environment=$text" "service=$text" "artifact=$text" "sha=$text" \
		"protected-ref=$text" "envelope=$text" "baseline=$text" "provenance=$text" "account=$text" \
		"ticket=$text" "wait=$text" "emergency=$text" "reason=$text"
	told deploy --env "$text" --protected-ref "$text" --service "$text" --artifact "$text" \
		--provenance "$text" --account "$text" --ticket "$text" --wait "$text" --emergency "$text" \
		--reason "$text" --sha "$text" --output "envelope=$text"
	act 7 command=pr "advisory=$text" "check-run=$text"
	told pr
done
act 7 command=deploy environment=e $'target=eu west\n\n$(touch owned)' $'authorisation=a b.json\n--baseline\n'
told deploy --env e --protected-ref main --target 'eu west' --target '$(touch owned)' \
	--authorisation 'a b.json' --authorisation --baseline
act 7 command=deploy environment=e baseline=true
told deploy --env e --protected-ref main --baseline
[ ! -e "$work/owned" ] || fail 'an input was run'
! grep -E '^        .*\$\{\{' "$action" | grep -vE '^        [A-Z_]+: \$\{\{' || fail 'an expression in a script'
ok 'each input is one argument, whatever is in it'

# ---- how it is built -----------------------------------------------------------------------------------------

step 'Build changegate'
build() { # STATUS: of the step, where make does what the Makefile says
	printf 'setup-build all:\n\t@echo a line of the log\n\t@%s\n' "$2" >"$work/action/Makefile"
	status=0
	GITHUB_ACTION_PATH=$work/action bash --noprofile --norc -eo pipefail "$work/script" \
		>"$work/out" 2>"$work/err" || status=$?
	[ "$status" -eq "$1" ] || fail "status $status instead of $1"
}
build 0 true
[ ! -s "$work/out" ] || fail 'a build that works is told'
build 2 false
grep -q 'a line of the log' "$work/out" || fail 'a build that fails is not told'
ok 'a build that fails is told, with status 2'

# ---- the real one, at a change request --------------------------------------------------------------------------

path=$work/action
begin fork comment=always
event token permissions:='{"contents":"read","pull-requests":"read","checks":"read","statuses":"read","actions":"read"}'
request --fork mallory
check unit --event pull_request
token=$GITHUB_TOKEN
unset GITHUB_TOKEN
echo '{"pull_request":{"number":7}}' >"$work/event"
export GITHUB_EVENT_PATH=$work/event GITHUB_EVENT_NAME=pull_request_target
cd "$work/nowhere"
act 1
grep -q '^::error title=approval' "$SCRATCH/out" || fail 'no annotation'
[ "$(output result)" = refused ] || fail "result $(output result)"
[ "$(output exit-code)" = 1 ] || fail "exit-code $(output exit-code)"
[ "$(output failed-controls)" = approval ] || fail "failed-controls $(output failed-controls)"
[ -z "$(output record)" ] || fail 'a change request has a record'
output json | jq -e '.findings | length > 3' >/dev/null || fail 'json'
grep -q '^## changegate: This change could not be deployed' "$work/summary" || fail 'no summary'
[ "$(written length)" -eq 0 ] || fail 'something was written'
act 0 advisory=true
act 3 token=wrong
ok 'a fork, with a token that may only read'

begin own
request
check unit --event pull_request
approved 7 bob
token=$GITHUB_TOKEN
unset GITHUB_TOKEN
GITHUB_EVENT_NAME=pull_request
cd "$work/nowhere"
act 0
[ "$(output result)" = advisory ] || fail "result $(output result)"
[ -z "$(output failed-controls)" ] || fail "failed-controls $(output failed-controls)"
ok 'a request that lacks nothing'

# Each output of action.yml is one that is written, and each that is written is there.
sed -n '/^outputs:/,/^runs:/s/^  \([a-z-]*\):$/\1/p' "$action" | sort >"$work/declared"
grep -oE '^[a-z-]+<<' "$work/outputs" | tr -d '<' | sort -u >"$work/names"
[ -s "$work/names" ] || fail 'no output'
diff "$work/declared" "$work/names" >&2 || fail 'action.yml declares (<) other outputs than are written (>)'
while read -r name; do
	grep -qF "value: \${{ steps.changegate.outputs.$name }}" "$action" || fail "$name has another value"
done <"$work/declared"
ok 'the outputs of action.yml are those that are written'

# ---- the real one, at a deploy ------------------------------------------------------------------------------------

begin deploy 'tests={ required: [{ junit: "build/junit/*.xml" }] }'
token=$GITHUB_TOKEN
unset GITHUB_TOKEN GITHUB_EVENT_PATH
GITHUB_EVENT_NAME=push
secrets=("record-key=$(<"$SHARED/record.key")" "checkpoint-key=$(<"$SHARED/checkpoint.key")")
act 0 environment=staging baseline=true "envelope=$work/a record.json" "${secrets[@]}"
[ "$(output result)" = allowed ] || fail "result $(output result)"
[[ $(output record-digest) =~ ^[0-9a-f]{64}$ ]] || fail 'record-digest'
jq -e .payload "$work/a record.json" >/dev/null || fail 'no envelope'
! grep -rqF "$(sed -n 2p "$SHARED/record.key")" "$SCRATCH/out" "$SCRATCH/err" "$work/outputs" || fail 'the key'
act 1 environment=nowhere "${secrets[@]}"
[ "$(output failed-controls)" = separation ] || fail "failed-controls $(output failed-controls)"
act 1 environment=$'a\nb' "${secrets[@]}"
act 4 environment=staging
[ ! -s "$work/outputs" ] || fail 'a deploy without a key has outputs'
ok 'a deploy, its record and its status'
