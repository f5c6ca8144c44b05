#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does GitHub's own description of its REST interface know every request that the gate makes? Validates what
# the end-to-end tests of deploys and change requests asked the model of GitHub.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
validate=$root/tests/fake/github/validate-rest
deploy='GET /repos/acme/pay/(compare/|activity\?|actions/runs/)'
advice='(GET /repos/acme/pay/(collaborators/|environments/)|(POST|PATCH) /repos/acme/pay/(issues/|check-runs))'

for name in github-deploy pr; do
	MODEL_LOG=$work/$name.log "$root/tests/e2e/$name.sh" >"$work/$name.out" 2>&1 || {
		tail -n 20 "$work/$name.out"
		exit 1
	}
done
"$validate" "$work/github-deploy.log" "$work/pr.log"

# Each of the kinds is among them.
kinds() { # LOG PATTERN
	jq -r '.method + " " + .path' "$1" | grep -oE "$2" | sort -u | wc -l
}
[ "$(kinds "$work/github-deploy.log" "$deploy")" -eq 3 ] || { echo 'a deploy asks for less' && exit 1; }
[ "$(kinds "$work/pr.log" "$advice")" -ge 4 ] || { echo 'advice asks for less' && exit 1; }

# The validator finds something where there is something.
wrong() { # LINE
	echo "$1" >"$work/wrong.log"
	if "$validate" "$work/wrong.log" >"$work/found"; then
		echo "nothing is found wrong with $1"
		exit 1
	fi
}
wrong '{"method":"GET","path":"/repos/acme/pay/activities"}'
wrong '{"method":"DELETE","path":"/repos/acme/pay/activity"}'
wrong '{"method":"GET","path":"/repos/acme/pay/activity?per_page=many"}'
wrong '{"method":"GET","path":"/repos/acme/pay/activity?size=100"}'
wrong '{"method":"POST","path":"/repos/acme/pay/check-runs","body":{"name":"changegate","head_sha":7}}'
wrong '{"method":"POST","path":"/repos/acme/pay/check-runs","body":{"name":"changegate"}}'
