/* SPDX-License-Identifier: Apache-2.0 */
/* What do two people sign so that an emergency may go ahead? Prints it; it is signed elsewhere. */
#include <string.h>

#include "base/text.h"
#include "cmd/output.h"
#include "cmd/question.h"
#include "cmd/world.h"
#include "core/authorisation.h"
#include "integrations/clock.h"

static bool
check(const struct question *question, const struct texts *services, const char *reason,
      struct error *err)
{
	if (question->baseline)
		return fail(err, ERROR_USAGE, "--baseline is no emergency");
	if (services->count != 1)
		return fail(err, ERROR_USAGE, "one statement is for one service");
	if (!reason || !reason[0] || strlen(reason) > LIMIT_REASON_BYTES ||
	    !text_is_utf8(reason, strlen(reason)))
		return fail(err, ERROR_USAGE,
			    "why is it an emergency? say it with --reason TEXT, of at most %d "
			    "bytes",
			    LIMIT_REASON_BYTES);
	return true;
}

static bool
print(struct world *world, const struct arguments *arguments, const struct question *question,
      const char *service, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct authorisation said = {
		.schema = AUTHORISATION_SCHEMA,
		.key = {world->policy.repository, service, question->environment},
		.artifact = question->artifact,
		.incident = argument(arguments, "--emergency"),
		.reason = argument(arguments, "--reason"),
		.time = clock_now()};
	char head[41];

	if (!git_resolve(world->git, question->revision, head, err)) {
		if (err->code == ERROR_ABSENT)
			fail_as(err, ERROR_USAGE);
		return fail_while(err, "what to deploy");
	}
	said.commit = head;
	authorisation_write(&out, &said);
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct question question;
	struct texts services = {0};

	*status = STATUS_ALLOWED;
	return question_read(arena, arguments, &question, &services, err) &&
	       check(&question, &services, argument(arguments, "--reason"), err) &&
	       world_open(arena, arguments, &world, err) &&
	       print(&world, arguments, &question, services.at[0], err);
}

static const struct option options[] = {
	QUESTION_OPTIONS,
	{"--emergency", "KEY", false, false, "the incident; without it: for --break-glass"},
	{"--reason", "TEXT", false, false, "why, in the words that deploy is given"},
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command authorise_command = {
	.name = "authorise",
	.audience = FOR_DEVOPS,
	.purpose = "print what two people sign so that an emergency may go ahead",
	.options = options,
	.run = run,
};
