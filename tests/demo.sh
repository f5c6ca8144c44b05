#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What does changegate do? The main job from beginning to end, on a real repository that this script
# makes with git in a temporary folder. Every exit status is checked: it fails if one is not as told.
# KEEP=1 keeps the folder; BIN is the binary (default: that of BUILD, default: build).
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=$(realpath "${BIN:-$project/${BUILD:-build}/changegate}")
folder=$(mktemp -d "${TMPDIR:-/tmp}/changegate-demo-XXXXXX")
trap 'leave' EXIT
trap 'exit 130' INT TERM

# Nothing of the person who runs this: no settings of git, no keys, no pipeline.
for name in $(compgen -e); do
	case $name in
	GIT_* | CHANGEGATE_* | CI | CI_* | MAKE* | MFLAGS | NO_COLOR | CLICOLOR_FORCE | FORCE_COLOR | SEED)
		unset "$name"
		;;
	esac
done
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C
umask 022

leave() {
	local status=$?
	if [ -n "${KEEP:-}" ]; then
		printf '\nThe folder is kept: %s\n' "$folder"
	else
		rm -rf "$folder"
	fi
	exit "$status"
}

fail() {
	printf '\ndemo: %s\n' "$*" >&2
	exit 1
}

heading() {
	printf '\n== %s\n' "$1"
}

say() {
	printf '\n# %s\n' "$@"
}

# show STATUS COMMAND: prints the command, runs just that, and wants this exit status. What it says on
# stdout is kept in $output.
show() {
	local wanted=$1 command=$2 status=0
	printf '\n$ %s\n' "$command"
	eval "$command" >"$folder/output" 2>"$folder/messages" </dev/null || status=$?
	cat "$folder/output" "$folder/messages"
	[ "$status" -eq 0 ] || printf '(exit status %d)\n' "$status"
	[ "$status" -eq "$wanted" ] || fail "exit status $status instead of $wanted: $command"
	output=$(cat "$folder/output")
}

# The output of the last command says this.
says() {
	case $output in
	*"$1"*) ;;
	*) fail "the output does not say: $1" ;;
	esac
}

as() {
	export GIT_AUTHOR_NAME=$1 GIT_COMMITTER_NAME=$1
	export GIT_AUTHOR_EMAIL=${1,,}@example.org GIT_COMMITTER_EMAIL=${1,,}@example.org
	printf '\n# --- %s\n' "$1"
}

record_of() {
	sed -n 's/^recorded as \([0-9A-Z]*\) .*/\1/p' <<<"$output"
}

# ---- the program that is deployed, with tests that run it ------------------------------------------

write_program() {
	cat >fee.h <<'END'
long fee_cents(long amount_cents);
END
	cat >fee.c <<'END'
#include "fee.h"

/* Two per cent, at least 10 cents. */
long
fee_cents(long amount_cents)
{
	long fee = amount_cents * 2 / 100;

	return fee < 10 ? 10 : fee;
}
END
	cat >test_fee.c <<'END'
#include <stdio.h>

#include "fee.h"

static const struct {
	const char *name;
	long amount_cents, fee_cents;
} cases[] = {
	{"two per cent", 10000, 200},
	{"at least ten cents", 100, 10},
	{"nothing to pay", 0, 10},
};

int
main(void)
{
	unsigned count = sizeof(cases) / sizeof(cases[0]), failed = 0;

	printf("<testsuite name=\"fee\" tests=\"%u\">\n", count);
	for (unsigned i = 0; i < count; i++) {
		long fee = fee_cents(cases[i].amount_cents);

		printf("<testcase classname=\"fee\" name=\"%s\">", cases[i].name);
		if (fee != cases[i].fee_cents) {
			printf("<failure message=\"%ld, not %ld\"/>", fee, cases[i].fee_cents);
			fprintf(stderr, "FAIL %s: %ld, not %ld\n", cases[i].name, fee,
				cases[i].fee_cents);
			failed++;
		}
		printf("</testcase>\n");
	}
	printf("</testsuite>\n");
	fprintf(stderr, "%u tests, %u failed\n", count, failed);
	return failed != 0;
}
END
	cat >Makefile <<'END'
CC = gcc
test:
	@mkdir -p out/junit
	@$(CC) -Wall -Werror -o out/test_fee fee.c test_fee.c
	@out/test_fee >out/junit/fee.xml
END
	echo out/ >.gitignore
}

# ---- the story --------------------------------------------------------------------------------------

set_up() {
	heading '1. Alice has a program with tests, and puts a gate before its deploys'
	as Alice
	write_program
	show 0 'git init -q -b main . && git add . && git commit -q -m "PAY-1 Fees of payments"'
	show 0 'make test'
	show 0 'changegate init --project PAY --name local/payments'
	show 0 "sed -i 's|junit: .*|junit: \"out/junit/*.xml\", min_tests: 3 }|' .changegate.yml"
	show 0 'cat .changegate.yml'
	show 0 'changegate policy validate'
	show 0 'changegate keygen --origin local/payments'
	export CHANGEGATE_RECORD_KEY_FILE=$PWD/.git/changegate/record.key
	export CHANGEGATE_CHECKPOINT_KEY_FILE=$PWD/.git/changegate/checkpoint.key
	show 0 'git add . && git commit -q -m "PAY-2 Gate our deploys"'
}

accept_history() {
	heading '2. What is deployed today is accepted once, without judging it'
	show 0 'changegate deploy --env staging --baseline'
	says CHG-BASELINE
	show 0 'changegate deploy --env production --baseline'
}

reviewed_change() {
	heading '3. A reviewed change: Alice writes it, Bob reviews it, Carol merges it'
	as Alice
	show 0 'git checkout -q -b smaller-fees'
	show 0 "sed -i 's|\* 2 / 100|* 3 / 200|' fee.c"
	say 'The tests are real: they fail until they say what the code should do now.'
	show 2 'make test'
	show 0 "sed -i 's|two per cent\", 10000, 200|one and a half per cent\", 10000, 150|' test_fee.c"
	show 0 'make test'
	show 0 'git commit -q -a -m "Take one and a half per cent"'
	as Carol
	show 0 'git checkout -q main'
	show 0 'git merge -q --no-ff -m "Smaller fees" -m "Refs: PAY-12
Reviewed-by: Bob <bob@example.org>" smaller-fees'
	show 0 'make test'
	say 'Production first? The policy says: after staging.'
	show 1 'changegate deploy --env production'
	says ENV-NOT-PROMOTED
	show 0 'changegate deploy --env staging'
	says 'recorded as'
	show 0 'changegate deploy --env production'
	says ENV-PROMOTED
	allowed=$(record_of)
	show 0 "changegate outcome $allowed --result succeeded"
	say 'Somebody outside keeps a copy of the checkpoint: it anchors all that was recorded so far.'
	show 0 'cp .git/changegate/ledger/checkpoint ../kept-checkpoint'
}

unreviewed_change() {
	heading '4. A change that nobody reviewed'
	as Carol
	show 0 "sed -i 's|least 10 cents|least ten cents|' fee.c"
	show 0 'git commit -q -a -m "PAY-13 Say it in words" && make test'
	show 1 'changegate deploy --env staging'
	says APPR-MISSING
	refused=$(record_of)
	show 0 'changegate explain APPR-MISSING'
	say 'The refusal is on record too, with the facts it rests on.'
	show 0 "changegate explain $refused"
	says APPR-MISSING
}

verify_ledger() {
	heading '5. Is the ledger whole, and do its verdicts follow from their evidence?'
	show 0 'changegate verify --reperform --checkpoint ../kept-checkpoint'
	says 'append-only since size'
	heading '6. One byte of one record is changed'
	local file byte=A
	file=$(find .git/changegate/ledger/records -name "$allowed.json")
	[ "$(tail -c +1001 "$file" | head -c 1)" != A ] || byte=B
	show 0 "cp $file ../kept-record"
	show 0 "printf $byte | dd of=$file bs=1 seek=1000 conv=notrunc status=none"
	show 4 'changegate verify'
	says 'NOT INTACT'
	show 0 "cp ../kept-record $file"
	show 0 'changegate verify | tail -n 1'
}

verify_with_openssl() {
	heading '7. The same signature, verified without changegate'
	show 0 "git show main:.changegate/trust.json | jq -r '.keys[] | select(.usage == \"record\").publicKey' |
	base64 -d | openssl pkey -pubin -inform DER -out ../record.pub"
	# shellcheck disable=SC2016 # it is shown as it is typed
	show 0 'jq -r .payload ../kept-record | base64 -d >../payload
jq -r ".signatures[0].sig" ../kept-record | base64 -d >../signature
{ printf "DSSEv1 28 application/vnd.in-toto+json %d " $(wc -c <../payload); cat ../payload; } |
	openssl dgst -sha256 -verify ../record.pub -signature ../signature'
	says 'Verified OK'
}

draw_sample() {
	heading '8. An auditor draws a sample, and anybody can draw it again'
	local from to
	from=$(date -u -d '1 day ago' +%F)
	to=$(date -u +%F)
	show 0 "changegate audit population --from $from --to $to --directory ../audit"
	show 0 'changegate audit seal --directory ../audit'
	say 'Only now the auditor makes a seed; here the machine throws the dice.'
	show 0 "SEED=$(od -An -N32 -tu4 /dev/urandom | tr -d ' \n' | tail -c 20)"
	# shellcheck disable=SC2016 # it is shown as it is typed
	show 0 'changegate audit sample --directory ../audit --n 2 --seed $SEED \
	--seed-time $(date -u +%FT%TZ) | tee ../drawn'
	# shellcheck disable=SC2016
	show 0 'while read -r id; do
	printf "%s  %s\n" $(printf %s "$SEED:$id" | sha256sum | cut -c 1-64) $id
done <../audit/population-ids.txt | sort | head -n 2 | tee ../redone'
	show 0 'cmp ../drawn ../redone && echo the same'
	says 'the same'
}

mkdir "$folder/bin" "$folder/payments"
ln -s "$binary" "$folder/bin/changegate"
PATH=$folder/bin:$PATH
cd "$folder/payments"
printf 'changegate, from beginning to end, in %s\n' "$folder"
printf 'A line with $ is a command; below it is what it says. KEEP=1 make demo keeps the folder.\n'
set_up
accept_history
reviewed_change
unreviewed_change
verify_ledger
verify_with_openssl
draw_sample
printf '\nAll as told.\n'
