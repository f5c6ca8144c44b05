#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does `evaluate` give the same bytes whatever the environment, locale, time zone, umask and folder?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

# Turkish: lower-case I has no dot, and the decimal point is a comma.
locale_of_turkey() {
	if ! localedef --no-archive -i tr_TR -f UTF-8 "$work/locales/tr_TR.UTF-8" 2>"$work/err"; then
		fail 'the Turkish locale cannot be made: is the package locales installed?'
	fi
	export LOCPATH=$work/locales
	export ASAN_OPTIONS=detect_leaks=0 # the C library keeps what a library of libcurl's asks for
}

new_sample "$work/repository"
as 'İrem Iı'
export GIT_AUTHOR_EMAIL=IREM@EXAMPLE.ORG
change file 'PAY-3 İIiı: quick fix'
reviewed_change PAY-4
mkdir "$work/evidence" "$work/locales"
expect 0 "$BIN" collect --env staging --output "$work/evidence/refused"
expect 0 "$BIN" collect --env production --output "$work/evidence/not-promoted"
expect 0 "$BIN" collect --env nowhere --output "$work/evidence/undeclared"
git checkout -q HEAD~2
expect 0 "$BIN" collect --env staging --output "$work/evidence/redeploy"
git checkout -q main
locale_of_turkey

count=0
# same EVIDENCE FORMAT COMMAND...: COMMAND runs `evaluate` in its own surroundings.
same() {
	local evidence=$1 format=$2 wanted
	shift 2
	wanted=$(cat "$work/status")
	expect "$wanted" "$@" "$BIN" evaluate --format "$format" "$evidence"
	cmp "$work/out" "$work/usual" >&2 || fail "other bytes: $* evaluate --format $format $evidence"
	count=$((count + 1))
}

in_folder() {
	cd "$1"
	shift
	"$@"
}

for evidence in "$work"/evidence/*; do
	for format in text json; do
		run "$BIN" evaluate --format "$format" "$evidence"
		echo "$status" >"$work/status"
		[ -s "$work/out" ] || fail "no report of $evidence"
		cp "$work/out" "$work/usual"
		same "$evidence" "$format" env -i
		same "$evidence" "$format" env LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8
		same "$evidence" "$format" env LC_ALL=C.UTF-8
		same "$evidence" "$format" env TZ=Pacific/Kiritimati
		same "$evidence" "$format" env TZ=America/St_Johns TZDIR=/nowhere
		same "$evidence" "$format" env NO_COLOR=1 TERM=dumb COLUMNS=20
		same "$evidence" "$format" env HOME=/nowhere PATH= USER=nobody
		(umask 077 && same "$evidence" "$format" env)
		(umask 0 && same "$evidence" "$format" env)
		(in_folder / same "$evidence" "$format" env)
		(mkdir -p "$work/gone" && cd "$work/gone" && rmdir "$work/gone" &&
			same "$evidence" "$format" env)
		run "$BIN" evaluate --format "$format" - <"$evidence"
	done
done
ok "$count evaluations gave the same bytes as the first"

build_tool evaluate_in_locale
# The C library keeps what it read from LOCPATH.
export ASAN_OPTIONS=detect_leaks=0
"$tools/evaluate_in_locale" tr_TR.UTF-8 "$work"/evidence/* || fail 'the locale changes a verdict'
ok 'the same bytes after setlocale(tr_TR.UTF-8)'
