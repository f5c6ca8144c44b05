#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What does the gate decide when GitHub answers wrongly, late or not at all? Each kind of fault in each
# request of a deploy, over a change that is allowed and one that is refused: no fault allows what was
# refused, and none is taken for an answer.
# shellcheck disable=SC1091,SC2034,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/models"
WORLDS=$work/worlds
OTHERS=$work/others
mkdir "$WORLDS" "$OTHERS" "$OTHERS/evil"
: >"$OTHERS/evil/events.ndjson"
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script
"$here/../fake/github/serve" "$WORLDS" "$work/port" <&"$hold" 2>"$work/server.err" &
servers=$!
"$here/../fake/github/serve" "$OTHERS" "$work/other-port" <&"$hold" 2>"$work/other.err" &
servers+=" $!"
# shellcheck disable=SC2086 # a list of processes
trap 'kill $servers 2>/dev/null || :; [ -n "${KEEP-}" ] || rm -rf "$work"' EXIT
. "$here/../scenarios/library.sh"
. "$here/../scenarios/github.sh"
GITHUB_SERVER=$(address_in "$work/port")
EVIL=$(address_in "$work/other-port")/evil

make_keys github.com/acme/pay
export_keys
# For faults that stay and for those that end; a run may take that and something of its own, which is less
# than a stall or an attempt may last.
short=2 long=15

fail() { # WORDS
	echo "FAIL ${SCRATCH##*/}: $*" >&2
	sed 's/^/  stderr | /' "$SCRATCH/err" | cut -c 1-300 | tail -n 4 >&2
	sed 's/^/  stdout | /' "$SCRATCH/out" | cut -c 1-300 | head -n 6 >&2
	exit 1
}

# ---- two stories ---------------------------------------------------------------------------------------

# begin NAME [TITLE [BRANCH]]: a repository at GitHub with a first record, and a change by Alice, approved and
# tested: at the deployed commit, or with tested=request at the head of the request, which takes more questions.
begin() {
	local title=${2-PAY-7 retry card capture} topic=${3-feature}
	SCRATCH=$work/$1
	mkdir "$SCRATCH"
	cd "$SCRATCH"
	: >out
	: >err
	repository repository=github.com/acme/pay forge=github "api=$GITHUB_SERVER/$1" \
		'tickets={ projects: [PAY], sources: [title] }' \
		'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }], max_attempts: 3 }'
	github_world
	check unit
	"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err" || fail 'no baseline'
	branch "$topic"
	as "$ALICE"
	# More than GitHub is asked about in one go, so that there is a second query.
	for ((i = 1; i <= 21; i++)); do commit "$title, step $i"; done
	pull 7 "$topic" --title "$title" --body "$title"
	approved 7 bob
	[ "${tested-}" != request ] || check unit --event pull_request --attempt 2
	merge_pull 7 olivia rebase
	[ "${tested-}" = request ] || check unit --attempt 2
	cp -r .git/changegate/ledger "$SCRATCH/ledger"
}

allowed() {
	begin allowed
}

refused() {
	tested=request begin refused
	dismiss 7 bob
}

# gate SECONDS [OPTION...]: a deploy over the ledger as it was before, within that budget; leaves the status.
gate() {
	local began=$EPOCHREALTIME took_ms
	rm -rf .git/changegate/ledger "$SCRATCH/envelope"
	cp -r "$SCRATCH/ledger" .git/changegate/ledger
	: >"$WORLD/log.ndjson"
	status=0
	CHANGEGATE_HTTP_BUDGET=$1 "$BIN" deploy --env staging --debug-http \
		--output envelope="$SCRATCH/envelope" "${@:2}" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	took_ms=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
	[ "$took_ms" -le $(($1 * 1000 + 10000)) ] || fail "it took $took_ms ms, of a budget of $1 s"
}

predicate() {
	jq -c '.payload | @base64d | fromjson | .predicate' "$SCRATCH/envelope"
}

facts() { # as GitHub told them, without when
	jq -c '.evidence.forge | del(.time)' "$SCRATCH/predicate"
}

# What holds after every run.
look() { # WHAT
	predicate >"$SCRATCH/predicate"
	! grep -qF "$GITHUB_TOKEN" "$SCRATCH"/{out,err,predicate} || fail "$1: the token came out"
	"$BIN" verify --reperform --trust "$SHARED/trust.json" .git/changegate/ledger >"$SCRATCH/verified" 2>&1 ||
		fail "$1: the ledger does not verify: $(<"$SCRATCH/verified")"
}

# The kinds of request that a run without fault made: METHOD PATH OPERATION.
asked() {
	jq -r '[.method, (.path | sub("\\?.*"; "")), .operation // ""] | join(" ")' "$WORLD/log.ndjson" |
		sort -u
}

# ---- faults --------------------------------------------------------------------------------------------

# NAME ENDS KIND [KEY=VALUE...]: whether it ends by itself within the time there is.
faults() {
	local after='headers:={"retry-after":"1"}' later='headers:={"retry-after":"60"}'
	cat <<-END
		unauthorized stays status status:=401
		forbidden stays status status:=403
		rate-limit stays rate-limit
		rate-limit-429 stays rate-limit status:=429
		secondary-limit stays secondary-limit
		too-many stays status status:=429 $later
		too-many-once ends status status:=429 $after times:=1
		error stays status status:=500
		error-once ends status status:=500 times:=1
		gateway stays status status:=502
		gateway-once ends status status:=502 times:=1
		unavailable-once ends status status:=503 times:=1
		cut stays cut
		cut-once ends cut times:=1
		drip stays drip ms:=40
		huge stays huge bytes:=68157440
		endless stays endless-pages
		redirect stays redirect to=$EVIL/user
		redirect-307 stays redirect status:=307 to=$EVIL/user
		html stays html
		html-login stays html status:=403
		half-json stays not-json
		null stays not-json text=null
		errors stays graphql-error
		null-authors stays null-authors
		big-ids stays big-ids
	END
}

# names WHAT REQUEST: some message says which request it was; or what is missing, where each answer by itself
# could be true; or that one of them had no time left, whoever took it.
names() {
	local method path operation
	case $1 in
	null-authors*) return 0 ;;
	endless*) ! grep -qF 'what the forge said is not whole' "$SCRATCH/out" || return 0 ;;
	drip*) ! grep -qE 'the [0-9]+ s (that there are )?for all requests (together|end before)' "$SCRATCH/out" || return 0 ;;
	esac
	read -r method path operation <<<"$2"
	path="$method $GITHUB_API_URL$path"
	cat "$SCRATCH/out" <(grep -vF 'changegate: http: ' "$SCRATCH/err") |
		grep -qF -- "$path${operation:+ ($operation)}"
}

# judge WHAT ENDS REQUEST: against the run without a fault, whose status and facts are in $clean.*
judge() {
	local what=$1 ends=$2 request=$3 wanted
	look "$what"
	wanted=$(<"$SCRATCH/clean.status")
	[ "$(requests '.faults | length > 0')" -gt 0 ] || fail "$what: no request had it"
	if cmp -s <(facts) "$SCRATCH/clean.facts"; then
		[ "$status" -eq "$wanted" ] || fail "$what: status $status over the same facts"
		tally same
		return
	fi
	[ "$ends" != ends ] || fail "$what: it ended by itself, and the facts are others"
	[ "$status" -ne 0 ] || fail "$what: allowed over other facts"
	# An answer without authors is one: nobody approved then.
	case $what:$status in
	null-authors*:1 | *:3) ;;
	*) [ "$wanted" -eq "$status" ] || fail "$what: status $status" ;;
	esac
	[ "$status" -ne 3 ] || names "$what" "$request" || fail "$what: nothing names $request"
	tally "$status"
}

tally() {
	echo "$1" >>"$SCRATCH/tally"
}

one_fault() { # NAME ENDS REQUEST KIND [KEY=VALUE...]
	local what="$1 in $3" request=$3 ends=$2 budget=$short
	event heal
	fault "$4" "match=$request" "${@:5}"
	[ "$ends" != ends ] || budget=$long
	gate "$budget"
	judge "$what" "$ends" "$request"
}

matrix() { # STORY STATUS
	local name ends rest request words bad=0
	"$1"
	gate "$long"
	look 'without a fault'
	[ "$status" -eq "$2" ] || fail "without a fault: status $status"
	echo "$status" >"$SCRATCH/clean.status"
	facts >"$SCRATCH/clean.facts"
	asked >"$SCRATCH/requests"
	for rest in '2 POST /graphql ' '2 GET '; do
		[ "$(grep -c "^${rest#* }" "$SCRATCH/requests")" -ge "${rest%% *}" ] ||
			fail "few kinds of requests: $(<"$SCRATCH/requests")"
	done
	while IFS= read -r request; do
		while read -r name ends rest; do
			[ -z "${ONLY_FAULT-}" ] || [ "$name" = "$ONLY_FAULT" ] || continue
			read -ra words <<<"$rest"
			(one_fault "$name" "$ends" "$request" "${words[@]}") || bad=1
		done < <(faults)
	done <"$SCRATCH/requests"
	[ "$bad" -eq 0 ] || exit 1
	echo "ok $1: $(wc -l <"$SCRATCH/tally") faults in $(wc -l <"$SCRATCH/requests") kinds of requests: $(
		sort "$SCRATCH/tally" | uniq -c | awk '{ printf "%s%s %d times", sep, $2, $1; sep = ", " }'
	)"
}

# ---- foreign words -------------------------------------------------------------------------------------

hostile() {
	local file words login
	words=$'::error::x %0A::set-output name=a::b </details> --> <script>x</script> @acme/all'
	words+=$' [a](http://evil) `b` \xe2\x80\xaetxet\xe2\x80\xac \e[2J'
	begin hostile "$words" $'feature/%0A-->-<script>-@acme-\xe2\x80\xaex'
	login=$'::error::x%0A</details>-->\e[2J<script>'
	account "$login" 106 write
	review "$login" 7 changes_requested --body "$words"
	GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$SCRATCH/summary GITHUB_OUTPUT=$SCRATCH/outputs \
		gate "$long" --output markdown="$SCRATCH/a.md" --output junit="$SCRATCH/a.xml" \
		--output github="$SCRATCH/a.github" --output json="$SCRATCH/a.json"
	look hostile
	for file in "$SCRATCH"/{out,err,summary,outputs,a.md,a.xml,a.github,a.json}; do
		[ -s "$file" ] || fail "nothing in ${file##*/}"
		! grep -q -e $'\e' -e $'\xe2\x80\xae' "$file" || fail "${file##*/}: control characters"
		! grep -qF "$GITHUB_TOKEN" "$file" || fail "${file##*/}: the token"
	done
	! grep -qP '^\s*::(?!error title=|warning title=)' "$SCRATCH"/{out,err,a.github} || fail 'a command'
	! grep -qE '<script|@acme/all|\]\(http|-->' "$SCRATCH"/{summary,a.md} || fail 'markup'
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$SCRATCH/a.xml"
	echo "ok foreign words stay words (status $status)"
}

matrix allowed 0 &
lanes=$!
matrix refused 1 &
lanes+=" $!"
hostile &
lanes+=" $!"
failed=0
for lane in $lanes; do wait "$lane" || failed=1; done
[ "$failed" -eq 0 ] || exit 1
[ ! -s "$OTHERS/evil/log.ndjson" ] || fail "another host was asked: $(<"$OTHERS/evil/log.ndjson")"
