#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Are the action, the workflows and the examples of the README what GitHub understands, and safe?
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What stands in the README as a whole workflow is checked as one.
mkdir -p "$work/readme/.github/workflows"
awk -v folder="$work/readme/.github/workflows" '
	/^```yaml$/ { inside = 1; text = ""; next }
	/^```$/ && inside {
		inside = 0
		if (text ~ /(^|\n)jobs:/ && text ~ /(^|\n)on:/)
			printf "%s", text >(folder "/example" ++count ".yml")
		next
	}
	inside { text = text $0 "\n" }' "$root/README.md"
found=$(find "$work/readme" -name '*.yml' | wc -l)
[ "$found" -ge 2 ] || {
	echo "only $found whole workflows in the README"
	exit 1
}

cp -r "$root/.github" "$root/action.yml" "$work/"
git init -q "$work"
git init -q "$work/readme"
(cd "$work" && actionlint)
(cd "$work/readme" && actionlint)
(cd "$work" && zizmor --offline --no-progress --min-severity low action.yml .github)
# An example names this action by a commit that the reader fills in.
(cd "$work/readme" && zizmor --offline --no-progress --min-severity medium .github)

# The linters do find something where there is something.
cat >"$work/readme/.github/workflows/bad.yml" <<'END'
on: issues
jobs:
  bad:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ github.event.issue.title }}"
END
for linter in actionlint 'zizmor --offline --no-progress .github'; do
	# shellcheck disable=SC2086 # a command and its arguments
	if (cd "$work/readme" && $linter >/dev/null 2>&1); then
		echo "$linter finds nothing in a bad workflow"
		exit 1
	fi
done
