/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drives integrations/git_remote.h from a shell script:
 *
 *   git_remote OWN URL list
 *   git_remote OWN URL fetch THERE:HERE...
 *   git_remote OWN URL push LOCAL:REF[:BEFORE]...      (no LOCAL: removes REF)
 *   git_remote OWN URL times COUNT LOCAL REF           (pushes REF/1, REF/2, ...; milliseconds
 * each)
 *
 * OWN is a bare repository. The token is CHANGEGATE_LEDGER_TOKEN, its host TOKEN_HOST. Prints the
 * code and the message of a failure, and ends with status 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <git2/global.h>
#include <git2/repository.h>

#include "base/text.h"
#include "integrations/git_library.h"
#include "integrations/git_objects.h"
#include "integrations/git_remote.h"

struct run {
	struct arena arena;
	git_repository *own;
	struct secret token;
	struct remote_place place;
};

static bool
list(struct run *run, struct error *err)
{
	struct remote_refs refs;

	if (!remote_list(&run->arena, run->own, &run->place, &refs, err))
		return false;
	for (size_t i = 0; i < refs.all.count; i++)
		printf("%s %s\n", refs.all.at[i].id, refs.all.at[i].name);
	return true;
}

static bool
fetch(struct run *run, char **arguments, struct error *err)
{
	struct texts pairs = {0};

	for (; *arguments; arguments++)
		texts_add(&run->arena, &pairs, *arguments);
	return remote_fetch(run->own, &run->place, &pairs, err);
}

/* "a:b:c" -> "a", "b", "c"; NULL for what is empty or not there. */
static const char *
part(struct run *run, const char *text, int number)
{
	size_t length;

	for (; number > 0; number--) {
		text += strcspn(text, ":");
		if (*text++ == '\0')
			return NULL;
	}
	length = strcspn(text, ":");
	return length ? arena_copy(&run->arena, text, length) : NULL;
}

static bool
push(struct run *run, char **arguments, size_t count, struct error *err)
{
	struct remote_move *moves = arena_allocate(&run->arena, count * sizeof(*moves));

	for (size_t i = 0; i < count; i++) {
		moves[i].local = part(run, arguments[i], 0);
		moves[i].ref = part(run, arguments[i], 1);
		moves[i].before = part(run, arguments[i], 2);
	}
	return remote_push(run->own, &run->place, moves, count, err);
}

static long
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
times(struct run *run, char **arguments, struct error *err)
{
	int64_t count = 0;

	if (!text_to_integer(arguments[0], &count))
		return fail(err, ERROR_USAGE, "how often?");
	for (int64_t i = 1; i <= count; i++) {
		struct remote_move move = {.local = arguments[1]};
		long begin = milliseconds();

		move.ref = arena_format(&run->arena, "%s/%lld", arguments[2], (long long)i);
		if (!remote_push(run->own, &run->place, &move, 1, err))
			return false;
		printf("%ld\n", milliseconds() - begin);
	}
	return true;
}

static bool
run_command(struct run *run, int count, char **arguments, struct error *err)
{
	if (git_repository_open_bare(&run->own, arguments[1]) < 0)
		return fail_git(err, ERROR_USAGE, "opening");
	run->place.url = arguments[2];
	run->place.token_host = getenv("TOKEN_HOST");
	if (secret_read("CHANGEGATE_LEDGER_TOKEN", &run->token, err))
		run->place.token = &run->token;
	else if (err->code != ERROR_ABSENT)
		return false;
	if (text_equal(arguments[3], "list"))
		return list(run, err);
	if (text_equal(arguments[3], "fetch"))
		return fetch(run, arguments + 4, err);
	if (text_equal(arguments[3], "push"))
		return push(run, arguments + 4, (size_t)count - 4, err);
	if (text_equal(arguments[3], "times") && count == 7)
		return times(run, arguments + 4, err);
	return fail(err, ERROR_USAGE, "what?");
}

int
main(int count, char **arguments)
{
	static const char *const codes[] = {"none",   "usage",    "format", "unavailable",
					    "ledger", "conflict", "absent", "bug"};
	struct run run = {0};
	struct error err = {0};
	bool done;

	if (count < 4 || !git_library_begin(&err))
		return 2;
	done = run_command(&run, count, arguments, &err);
	if (!done)
		fprintf(stderr, "%s: %s\n", codes[err.code], err.message);
	git_repository_free(run.own);
	secret_release(&run.token);
	arena_release(&run.arena);
	git_libgit2_shutdown();
	return done ? 0 : 1;
}
