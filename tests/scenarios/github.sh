# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What happened on GitHub? Verbs for the scenario's repository as GitHub sees it: each appends an event
# to its world, which tests/fake/github answers from. Read by step.sh behind library.sh.
# GITHUB_SERVER and WORLDS come from whoever runs the server.
# shellcheck disable=SC2119,SC2120,SC2153,SC2154 # seconds is the library's, WORLDS of who runs the server

declare -A pushed=()      # branch: the commit that GitHub has
declare -A pull_branch=() # number of an open pull request: its branch, base, author and title
declare -A pull_base=() pull_author=() pull_title=()
declare -A run_of=() # commit, workflow and event: the run
next_run=5550001
next_check=7770001
world_name=pay
export WEB_FLOW='GitHub <noreply@github.com>'

# ---- events ----

now() { # the time of the scenario's clock
	TZ=UTC printf '%(%FT%TZ)T' "$seconds"
}

# json_text TEXT: sets `json`. Printable ASCII needs no program, and a run of all scenarios has 20,000 of these.
json_text() {
	case $1 in
	*[!\ -~]* | *[\"\\]*) json=$(jq -nc --arg text "$1" '$text') ;;
	*) json="\"$1\"" ;;
	esac
}

# event JSON, or event WHAT KEY=TEXT... with KEY:=JSON for what is no text.
event() {
	local given line json
	if [[ $1 == '{'* ]]; then
		jq -ce --arg at "$(now)" '{at: $at} + .' <<<"$1" >>"$WORLD/events.ndjson" || fail "no JSON: $1"
		return
	fi
	line="{\"do\":\"$1\",\"at\":\"$(now)\""
	for given in "${@:2}"; do
		if [[ ${given%%=*} == *: ]]; then
			line+=",\"${given%%:=*}\":${given#*:=}"
		else
			json_text "${given#*=}"
			line+=",\"${given%%=*}\":$json"
		fi
	done
	line+='}'
	[[ $line != *$'\n'* ]] || line=$(jq -ce . <<<"$line") || fail "no JSON: $*"
	echo "$line" >>"$WORLD/events.ndjson"
}

fault() { # KIND [KEY=TEXT | KEY:=JSON]...: match=graphql status:=502 times:=1
	event fault kind="$1" "${@:2}"
}

# ---- the world ----

account() { # LOGIN ID PERMISSION [ADDRESS]
	event account login="$1" id:="$2" permission="$3" "emails:=[${4:+\"$4\"}]"
}

bot() { # LOGIN ID [PERMISSION]
	event account login="$1" id:="$2" type=Bot permission="${3:-write}"
}

# The world of the repository in this folder, whose main branch was pushed by Alice. Alice, Bob and Carol
# may write, Dave may read, Olivia owns; ci-bot and github-actions are bots. The adapter finds it like a
# workflow does.
github_world() { # [KEY=VALUE...] of the repository
	local name
	name=$(basename "$SCRATCH")
	WORLD=$WORLDS/$name
	BIN=${GITHUB_BIN:-$BIN}
	mkdir "$WORLD"
	realpath . >"$WORLD/repository"
	echo "ghs_canary-$name" >"$WORLD/token"
	export GITHUB_REPOSITORY=acme/$world_name GITHUB_API_URL=$GITHUB_SERVER/$name
	export GITHUB_GRAPHQL_URL=$GITHUB_API_URL/graphql GITHUB_TOKEN=ghs_canary-$name
	event repository owner=acme name="$world_name" id:=4711 "$@"
	account alice 101 write "$(address_of "$ALICE")"
	account bob 102 write "$(address_of "$BOB")"
	account carol 103 write "$(address_of "$CAROL")"
	account dave 104 read dave@example.org
	account olivia 105 admin olivia@example.org
	bot ci-bot 201
	push_as alice main
	first_checks
}

first_checks() { # what machines say of the first commit: a scenario may have its own
	:
}

person_of() { # LOGIN: as NAME <ADDRESS>
	case $1 in
	alice) echo "$ALICE" ;;
	bob) echo "$BOB" ;;
	carol) echo "$CAROL" ;;
	*) echo "${1^} <$1@example.org>" ;;
	esac
}

# How many requests had GitHub that the jq condition holds for?
requests() { # [CONDITION]
	[ -e "$WORLD/log.ndjson" ] || { echo 0 && return; }
	jq -c "select(${1:-true})" "$WORLD/log.ndjson" | wc -l
}

# ---- branches ----

follow_branch() { # BRANCH: the heads of its open pull requests, as GitHub keeps them
	local number
	for number in "${!pull_branch[@]}"; do
		[ "${pull_branch[$number]}" != "$1" ] ||
			git update-ref "refs/pull/$number/head" "$1"
	done
}

push_as() { # LOGIN BRANCH [--force] [--via deploy-key]
	local login=$1 branch=$2 after words=()
	shift 2
	while [ $# -gt 0 ]; do
		case $1 in
		--force) words+=(force:=true) && shift ;;
		--via) words+=(via="$2") && shift 2 ;;
		*) fail "push_as: $1" ;;
		esac
	done
	after=$(commit_of "refs/heads/$branch") || fail "push_as: no branch $branch"
	[ -z "${pushed[$branch]-}" ] || words+=(before="${pushed[$branch]}")
	tick
	event push by="$login" ref="refs/heads/$branch" after="$after" "${words[@]}"
	pushed[$branch]=$after
	follow_branch "$branch"
}

# ---- pull requests ----

# pull NUMBER BRANCH [BASE] [--by LOGIN] [--title T] [--body T] [--draft] [--fork OWNER]
# [--assignee LOGIN]
pull() {
	local number=$1 branch=$2 base=main by=alice title='PAY-1 more' words=()
	shift 2
	[[ ${1---} == --* ]] || { base=$1 && shift; }
	while [ $# -gt 0 ]; do
		case $1 in
		--by) by=$2 && shift 2 ;;
		--title) title=$2 && shift 2 ;;
		--body | --fork) words+=("${1#--}=$2") && shift 2 ;;
		--draft) words+=(draft:=true) && shift ;;
		--assignee) words+=("assignees:=[\"$2\"]") && shift 2 ;;
		*) fail "pull: $1" ;;
		esac
	done
	[ "${pushed[$branch]-}" = "$(commit_of "refs/heads/$branch")" ] || push_as "$by" "$branch"
	pull_branch[$number]=$branch
	pull_base[$number]=$base
	pull_author[$number]=$by
	pull_title[$number]=$title
	follow_branch "$branch"
	tick
	event open number:="$number" by="$by" head="$branch" base="$base" title="$title" \
		commit="${pushed[$branch]}" "${words[@]}"
}

review() { # LOGIN NUMBER STATE [--commit REVISION] [--body TEXT]
	local login=$1 number=$2 state=${3^^} words=()
	shift 3
	while [ $# -gt 0 ]; do
		case $1 in
		--commit) words+=(commit="$(commit_of "$2")") && shift 2 ;;
		--body) words+=(body="$2") && shift 2 ;;
		*) fail "review: $1" ;;
		esac
	done
	tick
	event review number:="$number" by="$login" state="$state" "${words[@]}"
}

approved() { # NUMBER LOGIN...
	local login
	for login in "${@:2}"; do
		review "$login" "$1" APPROVED
	done
}

dismiss() { # NUMBER LOGIN [BY] [MESSAGE]: the latest review of that person
	tick
	event dismiss number:="$1" review-of="$2" by="${3:-olivia}" message="${4-}"
}

rebind() { # NUMBER LOGIN REVISION: what GitHub does to reviews when a forced push changes no content
	event rebind number:="$1" review-of="$2" commit="$(commit_of "$3")"
}

# ---- merging, as GitHub does it ----

under() { # AUTHOR COMMITTER COMMAND...
	local author=$1 committer=$2
	shift 2
	GIT_AUTHOR_NAME=${author% <*} GIT_AUTHOR_EMAIL=$(address_of "$author") \
		GIT_COMMITTER_NAME=${committer% <*} GIT_COMMITTER_EMAIL=$(address_of "$committer") "$@"
}

with_merge() { # NUMBER LOGIN
	local person
	person=$(person_of "$2")
	under "$person" "$WEB_FLOW" git merge -q --no-ff -m \
		"Merge pull request #$1 from acme/${pull_branch[$1]}" -m "${pull_title[$1]}" "refs/pull/$1/head"
}

# Each author, and each co-author of a commit, but that of the pull request.
co_authors() { # NUMBER AUTHOR
	git log --format='%an <%ae>%n%(trailers:key=Co-authored-by,valueonly)' \
		"HEAD..refs/pull/$1/head" | grep . | sort -u | grep -vxF -- "$2" |
		sed 's/^/Co-authored-by: /' || true
}

with_squash() { # NUMBER LOGIN
	local author
	author=$(person_of "${pull_author[$1]}")
	{
		printf '%s (#%s)\n\n' "${pull_title[$1]}" "$1"
		git log --reverse --format='* %s' "HEAD..refs/pull/$1/head"
		printf '\n%s\n' "$(co_authors "$1" "$author")"
	} >"$SCRATCH/message"
	git merge -q --squash "refs/pull/$1/head" >/dev/null
	under "$author" "$WEB_FLOW" git commit -q -F "$SCRATCH/message"
}

# New commits by the same authors; who merges commits them. Each is new, even where it could stay.
with_rebase() { # NUMBER LOGIN
	local person commit
	person=$(person_of "$2")
	for commit in $(git rev-list --reverse --no-merges "HEAD..refs/pull/$1/head"); do
		GIT_COMMITTER_NAME=${person% <*} GIT_COMMITTER_EMAIL=$(address_of "$person") \
			git cherry-pick --allow-empty --keep-redundant-commits "$commit" >/dev/null
	done
}

merge_pull() { # NUMBER LOGIN merge|squash|rebase [--queued]: ends on the base branch
	local number=$1 login=$2 method=$3 branch=${pull_branch[$1]} base=${pull_base[$1]} before words=()
	[ "${4-}" != --queued ] || words=(queued:=true)
	git checkout -q "$base"
	before=$(commit_of HEAD)
	tick
	"with_$method" "$number" "$login"
	event merge number:="$number" by="$login" method="$method" commit="$(commit_of HEAD)" \
		base_commit="$before" "${words[@]}"
	pushed[$base]=$(commit_of HEAD)
	git branch -q -D "$branch"
	event push by="$login" ref="refs/heads/$branch" before="${pushed[$branch]}" \
		after=0000000000000000000000000000000000000000
	event delete-head number:="$number" by="$login"
	unset "pushed[$branch]" "pull_branch[$number]"
}

# ---- what machines say ----

run_id() { # COMMIT PATH EVENT: the same for all checks of a run; sets run
	local key="$1 $2 $3"
	[ -n "${run_of[$key]-}" ] || {
		run_of[$key]=$next_run
		next_run=$((next_run + 1))
	}
	run=${run_of[$key]}
}

# check NAME [--on REVISION] [--conclusion C] [--status S] [--path FILE] [--event E] [--attempt N]
# [--app ID] [--slug S]: a check run; those of Actions belong to a run.
check() {
	local name=$1 on=HEAD conclusion=success status=completed path=.github/workflows/ci.yml
	local event=push attempt=1 app=15368 slug=github-actions words=() run json
	shift
	while [ $# -gt 0 ]; do
		case $1 in
		--on) on=$2 ;;
		--conclusion) conclusion=$2 ;;
		--status) status=$2 ;;
		--path) path=$2 ;;
		--event) event=$2 ;;
		--attempt) attempt=$2 ;;
		--app) app=$2 ;;
		--slug) slug=$2 ;;
		*) fail "check: $1" ;;
		esac
		shift 2
	done
	on=$(commit_of "$on")
	if [ "$app" = 15368 ]; then
		run_id "$on" "$path" "$event"
		json_text "$path"
		words=("run:={\"id\":$run,\"attempt\":$attempt,\"path\":$json,\"event\":\"$event\",\"head_sha\":\"$on\"}")
	fi
	tick
	event check id:="$next_check" name="$name" commit="$on" status="$status" \
		conclusion="$conclusion" "app:={\"id\":$app,\"slug\":\"$slug\"}" "${words[@]}"
	next_check=$((next_check + 1))
}

job() { # NAME [KEY: VALUE]: as tests.required of a policy has it
	echo "{ workflow: .github/workflows/ci.yml, job: '$1'${2:+, $2} }"
}

# github_unit [KEY: VALUE, ... of tests] [KEY=VALUE]...: as github_started; the job `unit` is required.
github_unit() {
	first_checks() { check unit; }
	github_started "tests={ required: [$(job unit)]${1:+, $1} }" "${@:2}"
}

last_check() { # its id, to say more of it by an event
	echo $((next_check - 1))
}

# tested CHECK [OPTION]...: a merged request, then the check on what came out of it, and a deploy of that.
tested() {
	merged_pull 3 merge bob
	check "$@"
	deploy staging
}

commit_status() { # CONTEXT [STATE] [--on REVISION] [--by LOGIN]
	local context=$1 state=success on=HEAD by=ci-bot
	shift
	[[ ${1---} == --* ]] || { state=$1 && shift; }
	while [ $# -gt 0 ]; do
		case $1 in
		--on) on=$2 ;;
		--by) by=$2 ;;
		*) fail "commit_status: $1" ;;
		esac
		shift 2
	done
	tick
	event status context="$context" state="$state" commit="$(commit_of "$on")" creator="$by"
}

# ---- a deploy of it ----

github_repository() { # KEY=VALUE... of the policy: as `repository`, by the name that it has there
	repository repository=github.com/acme/$world_name forge=github \
		"api=$GITHUB_SERVER/$(basename "$SCRATCH")" \
		'ledger={ store: "dir:.git/changegate/ledger", origin: example.org/acme/pay }' "$@"
}

github_started() { # KEY=VALUE... of the policy: as `started`, with a world there
	github_repository "$@"
	github_world
	baseline staging
}

topic() { # BRANCH [SUBJECT]: Alice's, with one commit
	branch "$1"
	as "$ALICE"
	commit "${2:-PAY-2 more}"
}

# One request of Alice's: opened, approved by each, and merged by Olivia.
merged_pull() { # NUMBER METHOD LOGIN...
	topic "topic-$1"
	pull "$1" "topic-$1"
	approved "$1" "${@:3}"
	merge_pull "$1" olivia "$2"
}

# ---- environments ----

# The run that deploys, as the job names it and GitHub knows it; sets run.
deploy_run() { # [KEY=TEXT | KEY:=JSON]... of the run, instead of what is usual
	local words=() key given
	declare -A said=([path]=.github/workflows/deploy.yml [event]=push [status]=in_progress
		[actor]=alice [commit]=$(commit_of HEAD) [head_branch]=main)
	run=$next_run
	next_run=$((next_run + 1))
	for given in "$@"; do
		if [[ ${given%%=*} == *: ]]; then
			words+=("$given")
		else
			said[${given%%=*}]=${given#*=}
		fi
	done
	for key in "${!said[@]}"; do
		words+=("$key=${said[$key]}")
	done
	tick
	event run id:="$run" "${words[@]}"
	export GITHUB_RUN_ID=$run
}

opened() { # LOGIN [ENVIRONMENT] [STATE]: somebody's word on the gate of the run that deploys
	event run-approval run:="$run" by="$1" state="${3:-approved}" environments:="[\"${2:-live}\"]"
}

guarded() { # [NAME] [KEY=TEXT | KEY:=JSON]...: an environment, guarded well but for what is said
	local name=live
	[[ ${1-=} == *=* ]] || { name=$1 && shift; }
	event environment name="$name" reviewers:='["bob","carol"]' prevent_self_review:=true \
		admin_bypass:=false branch_policy:='["main"]'
	[ $# -eq 0 ] || event environment name="$name" "$@"
}

protected_branch() { # BRANCH
	event rules branch="$1" rules:='[{"type":"deletion"}]'
}

# github_live KEYS [KEY=VALUE]...: as github_started, and staging is `live` at GitHub, with these keys.
github_live() {
	github_started "environments={ staging: { forge_name: live, $1 } }" "${@:2}"
}
