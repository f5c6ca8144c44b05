/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked on the command line? See arguments.h. */
#include "cmd/arguments.h"

#include <string.h>

#include "base/text.h"
#include "cmd/command.h"

/* Options that every command has. */
static const struct option common_options[] = {
	{"--help", NULL, false, false, "show what the command does"},
	{NULL, NULL, false, false, NULL},
};

static const struct option *
find_in(const struct option *options, const char *name, size_t length)
{
	for (; options && options->name; options++)
		if (strlen(options->name) == length && memcmp(options->name, name, length) == 0)
			return options;
	return NULL;
}

static bool
fail_unknown(struct arena *arena, const struct command *command, const char *word,
	     struct error *err)
{
	const struct option *nearest = NULL;
	size_t best = 3;

	for (const struct option *option = command->options; option && option->name; option++) {
		size_t distance = text_distance(option->name, word);

		if (distance < best) {
			best = distance;
			nearest = option;
		}
	}
	return fail(err, ERROR_USAGE, "unknown option '%s' of 'changegate %s'%s%s%s",
		    text_shown(arena, word), command->name, nearest ? "; did you mean " : "",
		    nearest ? nearest->name : "", nearest ? "?" : "");
}

static bool
add_option(struct arena *arena, const struct option *option, const char *value,
	   struct arguments *arguments, struct error *err)
{
	if (!option->repeatable && argument_given(arguments, option->name))
		return fail(err, ERROR_USAGE, "%s is given twice", option->name);
	*LIST_ADD(arena, &arguments->options) = (struct given){option, value};
	return true;
}

/* One option at words[*at]; its value may be behind '=' or in the next word. */
static bool
parse_option(struct arena *arena, const struct command *command, int count,
	     const char *const *words, int *at, struct arguments *arguments, struct error *err)
{
	const char *word = words[*at];
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	const struct option *option = find_in(command->options, word, length);

	if (!option)
		option = find_in(common_options, word, length);
	if (!option)
		return fail_unknown(arena, command, arena_copy(arena, word, length), err);
	if (!option->value)
		return equals ? fail(err, ERROR_USAGE, "%s takes no value", option->name)
			      : add_option(arena, option, NULL, arguments, err);
	if (equals)
		return add_option(arena, option, equals + 1, arguments, err);
	if (*at + 1 >= count)
		return fail(err, ERROR_USAGE, "%s needs a value: %s %s", option->name, option->name,
			    option->value);
	return add_option(arena, option, words[++*at], arguments, err);
}

static bool
check_operands(const struct command *command, const struct arguments *arguments, struct error *err)
{
	size_t count = arguments->operands.count;

	if (argument_given(arguments, "--help"))
		return true;
	if (count < command->minimum_operands)
		return fail(err, ERROR_USAGE, "'changegate %s' needs %s", command->name,
			    command->operands);
	if (count > command->maximum_operands)
		return fail(err, ERROR_USAGE, "'changegate %s' takes %s, and %zu were given",
			    command->name, command->operands ? command->operands : "no operands",
			    count);
	return true;
}

bool
arguments_parse(struct arena *arena, const struct command *command, int count,
		const char *const *words, struct arguments *arguments, struct error *err)
{
	bool only_operands = false;

	memset(arguments, 0, sizeof(*arguments));
	for (int i = 0; i < count; i++)
		if (!text_is_utf8(words[i], strlen(words[i])))
			return fail(err, ERROR_USAGE, "argument %d is not valid UTF-8", i + 1);
	for (int i = 0; i < count; i++) {
		if (!only_operands && text_equal(words[i], "--")) {
			only_operands = true;
		} else if (!only_operands && words[i][0] == '-' && words[i][1]) {
			if (!parse_option(arena, command, count, words, &i, arguments, err))
				return false;
		} else {
			texts_add(arena, &arguments->operands, words[i]);
		}
	}
	return check_operands(command, arguments, err);
}

static const struct given *
find_given(const struct arguments *arguments, const char *name)
{
	for (size_t i = arguments->options.count; i-- > 0;)
		if (text_equal(arguments->options.at[i].option->name, name))
			return &arguments->options.at[i];
	return NULL;
}

const char *
argument(const struct arguments *arguments, const char *name)
{
	const struct given *given = find_given(arguments, name);

	return given ? given->value : NULL;
}

bool
argument_given(const struct arguments *arguments, const char *name)
{
	return find_given(arguments, name) != NULL;
}

void
arguments_all(struct arena *arena, const struct arguments *arguments, const char *name,
	      struct texts *values)
{
	for (size_t i = 0; i < arguments->options.count; i++)
		if (text_equal(arguments->options.at[i].option->name, name))
			texts_add(arena, values, arguments->options.at[i].value);
}
