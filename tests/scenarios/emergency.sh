# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What does a scenario of an emergency do? Verbs beside those of library.sh.

# ---- emergencies ----

emergency_policy='{ ticket: { projects: [INC] } }'

emergency_signers() { # Alice, Bob and Carol, in the first commit
	mkdir -p .changegate
	for person in "$ALICE" "$BOB" "$CAROL"; do
		signer_line "$person" 'namespaces="git,changegate-emergency"'
	done >.changegate/allowed_signers
	git add .changegate/allowed_signers
	git commit -q --amend --no-edit
}

emergency_started() { # KEY=VALUE... of the policy: as `started`, and people may sign emergencies
	repository "emergency=$emergency_policy" allowed_signers=.changegate/allowed_signers "$@"
	emergency_signers
	baseline staging
}

github_emergency_started() { # KEY=VALUE... of the policy: the same with a world at GitHub
	github_repository "emergency=$emergency_policy" allowed_signers=.changegate/allowed_signers "$@"
	emergency_signers
	github_world
	baseline staging
}

hotfix() { # by Alice on main: nobody approved it, it has no ticket and no tests
	as "$ALICE"
	commit 'mend it'
	no_tests
}

authorised=()
authorise() { # PERSON...: what each of them signs; then the options of `deploy` for it
	local person file
	authorised=()
	for person; do
		file=$SCRATCH/authorisation.$(address_of "$person")
		rm -f "$file" "$file.sig"
		"$BIN" authorise --env "${EMERGENCY_ENV-staging}" --sha "${EMERGENCY_SHA-HEAD}" \
			${EMERGENCY_SERVICE+--service "$EMERGENCY_SERVICE"} \
			${EMERGENCY_ARTIFACT+--artifact "$EMERGENCY_ARTIFACT"} \
			${INCIDENT+--emergency "$INCIDENT"} --reason "${EMERGENCY_REASON-it is down}" \
			>"$file" 2>"$SCRATCH/err" || fail "authorise: $(cat "$SCRATCH/err")"
		ssh-keygen -q -Y sign -n "${EMERGENCY_NAMESPACE-changegate-emergency}" \
			-f "$(key_of "$person")" "$file" 2>"$SCRATCH/err" || fail "$(cat "$SCRATCH/err")"
		authorised+=(--authorisation "$file")
	done
}

emergency() { # PERSON...: a deploy to staging that they signed
	local INCIDENT=${INCIDENT-INC-42}
	authorise "$@"
	deploy staging --emergency "$INCIDENT" --reason 'it is down' "${authorised[@]}"
}

retro() { # [RECORD]: of the last deploy
	local record=${1-$(of_last recordId)}
	run_gate retro "$record" --format json
	read_result
	record=$(of_last recordId)
	[ -z "${KEEP-}" ] || [ -z "$record" ] ||
		keep_recorded "$(find "$SCRATCH" -path "*/ledger/records/*" -name "$record.json")"
}

glass_keys() { # PERSON...: whose keys the pipeline names for when the ledger is away
	local person keys=''
	for person; do
		keys+=${keys:+,}$(ssh-keygen -lf "$(key_of "$person").pub" | cut -d ' ' -f 2)
	done
	export CHANGEGATE_BREAK_GLASS_KEYS=$keys
}

frozen() { # ZONE [KEYS of the environment]: a reviewed change that freezes staging
	as "$ALICE"
	sed -i "s|staging: {}|staging: { ${2-} freeze: [{ from: '2020-01-01T00:00', to: '2090-01-01T00:00', zone: $1, reason: year end }] }|" .changegate.yml
	echo more >>app.txt
	git add .changegate.yml app.txt
	commit_staged 'PAY-7 mend it' "Reviewed-by: $BOB"
}

# tracker_emergency_started [KEY: VALUE, ... of emergency.ticket]: as github_emergency_started, with Jira, whose
# open incident INC-42 of Petra's Bob has taken up; the hotfix has a ticket and no approval.
tracker_emergency_started() {
	tracker_world jira-cloud
	emergency_policy="{ ticket: { projects: [INC]${1:+, $1} } }"
	github_emergency_started "$(with_tracker jira-cloud)" "${@:2}"
	ticket PAY-7
}

incident() { # [STATUS [KEY [OPTION OF ticket]...]]: Alice's, which Bob has moved there
	ticket "${2-INC-42}" --by alice --type Incident --status Backlog "${@:3}"
	moves bob "${2-INC-42}" "${1-In Progress}"
}

unapproved_pull() { # a request of Alice's that nobody approved, merged by Olivia
	topic topic-3
	pull 3 topic-3 --title 'PAY-7 mend it'
	merge_pull 3 olivia merge
}

# gate_emergency_started [KEY: VALUE, ... of emergency] [KEY=VALUE... of the policy]: staging is `live` at GitHub, whose gate counts; Olivia
# started the run of an unapproved request of Alice's, and nobody signed.
gate_emergency_started() {
	emergency_policy="{ ticket: { projects: [INC] }, gate: counts${1:+, $1} }"
	github_emergency_started 'environments={ staging: { forge_name: live } }' "${@:2}"
	topic topic-3
	pull 3 topic-3 --title 'PAY-7 mend it'
	merge_pull 3 olivia merge
}

gate_emergency() { # EMERGENCY OPTIONS beside those that are usual
	deploy staging --emergency INC-42 --reason 'it is down' "$@"
}
