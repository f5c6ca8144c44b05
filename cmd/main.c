/* SPDX-License-Identifier: Apache-2.0 */
/* Which command is asked for? Finds it, runs it, and turns its error into words and an exit status.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/output.h"

/* Keys are in memory: no core file may hold them. A reader that goes away is an error, not a
 * signal. */
static void
prepare_process(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	signal(SIGPIPE, SIG_IGN);
	hash_prepare();
}

static enum status
tell_failure(const struct error *err)
{
	output_log("%s", err->message);
	return status_of_error(err);
}

static enum status
run_command(struct arena *arena, const struct command *command, int count, const char *const *words)
{
	struct arguments arguments;
	struct error err = {0};
	enum status status = STATUS_BUG;

	if (!arguments_parse(arena, command, count, words, &arguments, &err)) {
		output_log("%s", err.message);
		output_log("see 'changegate help %s'", command->name);
		return STATUS_USAGE;
	}
	if (argument_given(&arguments, "--help"))
		return help_command(command, &err) ? STATUS_ALLOWED : tell_failure(&err);
	if (!command->run(arena, &arguments, &status, &err))
		return tell_failure(&err);
	return status;
}

int
main(int count, char **arguments)
{
	const char *const *words = (const char *const *)arguments;
	RELEASED_BY(arena_release) struct arena arena;
	const struct command *command;
	int used = 0;

	arena_init(&arena);
	prepare_process();
	command = count > 1 ? command_find(count - 1, words + 1, &used) : NULL;
	if (!command)
		return (int)help_unknown(&arena, count - 1, words + 1);
	return (int)run_command(&arena, command, count - 1 - used, words + 1 + used);
}
