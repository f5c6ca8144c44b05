# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What happened at the tracker? Verbs for the tracker of the scenario: each appends an event to its world, which
# tests/fake/tracker answers from. Read by step.sh behind github.sh. TRACKER_SERVER and TRACKERS come from
# whoever runs the server.
# shellcheck disable=SC2119,SC2120,SC2153,SC2154 # what other libraries and whoever runs the server set

# event_there WHAT KEY=TEXT...: as `event` of github.sh.
event_there() {
	WORLD=$TRACKER_WORLD event "$@"
}

# Petra, who plans, has no account at the forge; Bob, Alice and Carol are there by their addresses.
tracker_world() {
	local name
	name=$(basename "$SCRATCH")
	TRACKER_WORLD=$TRACKERS/$name
	TRACKER_URL=$TRACKER_SERVER/$name
	mkdir "$TRACKER_WORLD"
	export CHANGEGATE_JIRA_TOKEN=canary-jira-$name CHANGEGATE_SERVICENOW_TOKEN=canary-snow-$name
	event_there person id=712020:petra name='Petra Miles' email=petra@example.org
	event_there person id=712020:alice name='A. Archer' email="$(address_of "$ALICE")"
	event_there person id=712020:bob name='B. Baker' email="$(address_of "$BOB")"
	event_there person id=712020:carol name='C. Cook' email="$(address_of "$CAROL")"
	event_there person id=712020:robot name='Automation' app:=true
	case $1 in
	servicenow) event_there token token="$CHANGEGATE_SERVICENOW_TOKEN" ;;
	*) event_there token token="$CHANGEGATE_JIRA_TOKEN" ;;
	esac
	[ "$1" != jira-data-center ] || event_there settings 'with:={"dataCenter":true}'
}

with_tracker() { # KIND [KEY: VALUE, ...]: `tickets` of a policy
	echo "tickets={ projects: [PAY, OPS], sources: [title], evidence: verified, tracker: $1," \
		"url: \"$TRACKER_URL\"${2:+, $2} }"
}

# tracker_started KIND [KEY: VALUE, ... of tickets] [KEY=VALUE... of the policy]: as github_started, with a tracker.
tracker_started() {
	tracker_world "$1"
	github_started "$(with_tracker "$1" "${2-}")" "${@:3}"
}

# ticket KEY [--by WHO] [--type T] [--status S] [--plain]: opened now.
ticket() {
	local key=$1 by=petra type=Story status='In Progress' words=()
	shift
	while [ $# -gt 0 ]; do
		case $1 in
		--by) by=$2 && shift 2 ;;
		--type) type=$2 && shift 2 ;;
		--status) status=$2 && shift 2 ;;
		--plain) words+=(plain:=true) && shift ;;
		*) fail "ticket: $1" ;;
		esac
	done
	tick
	event_there ticket key="$key" by="712020:$by" type="$type" status="$status" "${words[@]}"
}

moves() { # WHO KEY STATUS
	tick
	event_there transition key="$2" to="$3" by="712020:$1"
}

# A request of Alice's with this title, approved by Bob and merged by Olivia.
named_pull() { # NUMBER TITLE
	topic "topic-$1"
	pull "$1" "topic-$1" --title "$2"
	approved "$1" bob
	merge_pull "$1" olivia merge
}

asked_there() { # [CONDITION]: how many requests had the tracker that the jq condition holds for
	[ -e "$TRACKER_WORLD/log.ndjson" ] || { echo 0 && return; }
	jq -c "select(${1:-true})" "$TRACKER_WORLD/log.ndjson" | wc -l
}
