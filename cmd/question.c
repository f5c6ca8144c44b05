/* SPDX-License-Identifier: Apache-2.0 */
/* Which deploy is asked about? See question.h. */
#include "cmd/question.h"

#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"

/* As a policy may have it. */
static bool
is_name(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
			return false;
	return length > 0 && length <= LIMIT_SHOWN_BYTES && text_is_utf8(text, length);
}

static void
split_names(struct arena *arena, const char *list, struct texts *names)
{
	const char *comma;

	while ((comma = strchr(list, ','))) {
		texts_add(arena, names, arena_copy(arena, list, (size_t)(comma - list)));
		list = comma + 1;
	}
	texts_add(arena, names, arena_text(arena, list));
}

static bool
check_names(struct arena *arena, const struct question *question, const struct texts *services,
	    struct error *err)
{
	if (!question->environment)
		return fail(err, ERROR_USAGE, "which environment? give --env NAME");
	if (!question->environment[0])
		return fail(err, ERROR_USAGE, "--env is empty");
	for (size_t i = 0; i < services->count; i++) {
		if (!services->at[i][0])
			return fail(err, ERROR_USAGE, "--service has an empty name");
		for (size_t j = 0; j < i; j++)
			if (text_equal(services->at[i], services->at[j]))
				return fail(err, ERROR_USAGE, "--service names '%s' twice",
					    text_shown(arena, services->at[i]));
	}
	return true;
}

static bool
read_targets(struct arena *arena, const struct arguments *arguments, struct question *question,
	     struct error *err)
{
	arguments_all(arena, arguments, "--target", &question->targets);
	if (question->targets.count > LIMIT_TARGETS)
		return fail(err, ERROR_USAGE, "--target is given more than %d times",
			    LIMIT_TARGETS);
	for (size_t i = 0; i < question->targets.count; i++)
		if (!is_name(question->targets.at[i]))
			return fail(err, ERROR_USAGE,
				    "--target is empty, too long, or has a control character");
	if (question->account && !is_name(question->account))
		return fail(err, ERROR_USAGE,
			    "--account is empty, too long, or has a control character");
	return true;
}

bool
question_read(struct arena *arena, const struct arguments *arguments, struct question *question,
	      struct texts *services, struct error *err)
{
	struct texts lists = {0};
	const char *artifact = argument(arguments, "--artifact");
	const char *revision = argument(arguments, "--sha");

	arguments_all(arena, arguments, "--service", &lists);
	for (size_t i = 0; i < lists.count; i++)
		split_names(arena, lists.at[i], services);
	if (!services->count)
		texts_add(arena, services, "default");
	if (artifact && (!text_starts_with(artifact, "sha256:") || !text_is_hex(artifact + 7, 64)))
		return fail(err, ERROR_USAGE,
			    "--artifact is not 'sha256:' and 64 lower-case hex digits");
	*question = (struct question){.environment = argument(arguments, "--env"),
				      .revision = revision ? revision : "HEAD",
				      .artifact = artifact,
				      .provenance = argument(arguments, "--provenance"),
				      .account = argument(arguments, "--account"),
				      .ticket = argument(arguments, "--ticket"),
				      .baseline = argument_given(arguments, "--baseline"),
				      .debug_http = argument_given(arguments, "--debug-http")};
	return read_targets(arena, arguments, question, err) &&
	       check_names(arena, question, services, err);
}
