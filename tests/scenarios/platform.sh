# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Which job of a platform is the scenario's deploy? Verbs for a platform that gives jobs their identity
# tokens, tests/fake/oidc. Read by step.sh behind library.sh. Each scenario has a platform of its own.

export ACTIONS_ID_TOKEN_REQUEST_TOKEN=request-token-of-the-job

# The policy's line, once platform_begin has one.
platform_begin() {
	PLATFORM=$SCRATCH/platform
	mkdir "$PLATFORM"
	mkfifo "$PLATFORM/open"
	exec 8<>"$PLATFORM/open"
	"$(dirname "${BASH_SOURCE[0]}")/../fake/oidc/serve" "$PLATFORM" <&8 >"$PLATFORM/log" 2>&1 &
	PLATFORM_PID=$!
	trap 'kill "$PLATFORM_PID"' EXIT
	until [ -s "$PLATFORM/port" ]; do
		kill -0 "$PLATFORM_PID" 2>/dev/null || fail "no platform: $(<"$PLATFORM/log")"
		sleep 0.05
	done
	PLATFORM_ISSUER=http://127.0.0.1:$(<"$PLATFORM/port")
	export ACTIONS_ID_TOKEN_REQUEST_URL="$PLATFORM_ISSUER/request?api-version=2.0"
	[ ! -x "$BIN-test" ] || BIN=$BIN-test
	platform_policy="platform={ proof: required, issuer: \"$PLATFORM_ISSUER\" }"
	platform_number=700
}

# platform_job ENVIRONMENT [FILTER]: the next run is of HEAD, in a job with this environment; FILTER (jq)
# changes what the tokens say.
platform_job() {
	platform_number=$((platform_number + 1))
	export GITHUB_RUN_ID=$platform_number
	jq -n --arg run "$platform_number" --arg sha "$(git rev-parse HEAD)" --arg environment "$1" '
		{claims: {repository: "acme/pay", repository_id: "4711", run_id: $run, run_attempt: "1",
			check_run_id: "1\($run)", sha: $sha, environment: $environment,
			job_workflow_ref: "acme/pay/.github/workflows/deploy.yml@refs/heads/main"}}' |
		jq "${2:-.}" >"$PLATFORM/settings.json"
}

platform_change() { # by Alice, reviewed and merged by Bob
	branch feature
	commit 'PAY-2 more'
	onto main
	as "$BOB"
	merge feature 'Merge PAY-2' "Reviewed-by: $BOB"
}

# A repository whose policy asks for the platform's proof, whose first commit is in place in staging.
platform_started() { # KEY=VALUE... of the policy
	platform_begin
	repository "$platform_policy" "$@"
	platform_job staging
	baseline staging
	platform_change
}

# ---- GitLab, whose jobs have their tokens from the start --------------------------------------------------------

gitlab_token() { # AUDIENCE
	curl -sf -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$PLATFORM_ISSUER/request?audience=$1" |
		jq -r .value
}

# gitlab_job ENVIRONMENT [FILTER]: the next pipeline is of HEAD, with a job of this environment.
gitlab_job() {
	platform_number=$((platform_number + 1))
	jq -n --arg pipeline "$platform_number" --arg sha "$(git rev-parse HEAD)" --arg environment "$1" '
		{claims: {project_path: "acme/pay", project_id: "4711", pipeline_id: $pipeline, job_id: "1\($pipeline)",
			sha: $sha, ref: "main", ref_protected: "true", environment: $environment,
			environment_protected: "true", environment_action: "start", deployment_tier: $environment}}' |
		jq "${2:-.}" >"$PLATFORM/settings.json"
	CHANGEGATE_ID_TOKEN=$(gitlab_token changegate:collect)
	CHANGEGATE_RECORD_ID_TOKEN=$(gitlab_token changegate:record)
	export CHANGEGATE_ID_TOKEN CHANGEGATE_RECORD_ID_TOKEN
}

gitlab_started() { # KEY=VALUE... of the policy
	platform_begin
	repository "platform={ proof: required, kind: gitlab, issuer: \"$PLATFORM_ISSUER\" }" "$@"
	gitlab_job staging
	baseline staging
	platform_change
}
