#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What can a formatter not see? First lines, trailing blanks, hidden characters, left-over words.
# style.sh [FOLDER]: the files that git would commit below FOLDER (default: here).
set -u
export LC_ALL=C
cd "${1:-.}" || exit 2

files=$(mktemp)
findings=$(mktemp)
trap 'rm -f "$files" "$findings"' EXIT

complain() { # message; standard input: places
	cut -c 1-200 | sed "s/\$/   <- $1/" >>"$findings"
}

if git rev-parse --git-dir >/dev/null 2>&1; then
	git ls-files -z --cached --others --exclude-standard
else
	find . -type f -not -path './build*' -print0
fi | while IFS= read -r -d '' file; do
	[ -f "$file" ] && printf '%s\0' "$file"
done >"$files"

# Bytes that somebody else wrote, kept as they are.
foreign='^(\./)?(LICENSE$|tests/(fuzz/corpus|vectors|replay|forges|scenarios|e2e/golden|reports)/.*[^ch]$)'

own() { # pattern of names
	grep -zE "$1" "$files" | grep -zvE "$foreign"
}

own '\.[ch]$' | while IFS= read -r -d '' file; do
	[ "$(head -n 1 "$file")" = '/* SPDX-License-Identifier: Apache-2.0 */' ] || echo "$file:1:"
done | complain 'the first line is not the SPDX line'
own '\.sh$|^Makefile$|^\.ci/run$' | while IFS= read -r -d '' file; do
	head -n 2 "$file" | grep -q '^# SPDX-License-Identifier: Apache-2.0$' || echo "$file:1:"
done | complain 'no SPDX line'
own '\.(c|h|sh|md|yml|yaml|json|[15])$|Makefile$' | xargs -0 -r grep -nHE '[[:blank:]]+$' |
	complain 'blanks at the end of the line'
# U+200E/F, U+202A-E, U+2066-9, U+061C and U+FEFF reorder or hide text.
own . | xargs -0 -r grep -IlP '\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c|\xef\xbb\xbf' |
	complain 'hidden directional character'
left_over='TO''DO|FIX''ME|XX''X'
own '\.(c|h|sh|md|yml|[15])$|Makefile$' | xargs -0 -r grep -nHwE "$left_over" | complain 'left-over word'
own '\.(c|h)$' | while IFS= read -r -d '' file; do
	[ -z "$(tail -c 1 "$file")" ] || echo "$file"
done | complain 'no newline at the end'
own '^(\./)?(base|core|checks|ledger|audit|reports|integrations|cmd)/.*\.[ch]$' |
	xargs -0 -r wc -l | awk '$2 != "total" && $1 > 600 { print $2 ":" $1 ":" }' |
	complain 'longer than 600 lines'
cat "$findings"
[ ! -s "$findings" ]
