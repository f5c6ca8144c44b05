#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Which files are shell scripts? By name or by first line, among those that git would commit.
set -eu
if git rev-parse --git-dir >/dev/null 2>&1; then
	git ls-files --cached --others --exclude-standard
else
	find . -type f -not -path './build*'
fi | sort -u | while read -r file; do
	[ -f "$file" ] || continue
	case $file in
	*.sh) printf '%s\n' "$file" ;;
	*.*[ch] | *.md | *.json | *.yml) ;;
	*) if head -c 64 "$file" | head -n 1 | tr -d '\0' | grep -qE '^#!.*[/ ](ba|da)?sh'; then
		printf '%s\n' "$file"
	fi ;;
	esac
done
