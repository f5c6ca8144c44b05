/* SPDX-License-Identifier: Apache-2.0 */
/* What can I ask? See help.h. */
#include "cmd/help.h"

#include <string.h>

#include "base/text.h"
#include "cmd/output.h"

static const char *const audiences[] = {
	[FOR_DEVELOPERS] = "For developers",
	[FOR_DEVOPS] = "For whoever wires the pipeline",
	[FOR_AUDITORS] = "For auditors",
	[FOR_ALL] = "For everybody",
};

static void
write_overview(struct buffer *out)
{
	buffer_add_text(out, "changegate proves how software reached production.\n\n"
			     "usage: changegate COMMAND [options]\n");
	for (size_t audience = 0; audience < sizeof(audiences) / sizeof(audiences[0]); audience++) {
		buffer_add_format(out, "\n%s:\n", audiences[audience]);
		for (size_t i = 0; command_table[i]; i++)
			if (command_table[i]->audience == (int)audience)
				buffer_add_format(out, "  %-19s %s\n", command_table[i]->name,
						  command_table[i]->purpose);
	}
	buffer_add_text(
		out,
		"\nExamples:\n"
		"  changegate pr 482                     what a change request on GitHub lacks\n"
		"  changegate explain APPR-STALE         why, and what to do\n"
		"  changegate deploy --env staging       the gate, and a record\n"
		"  changegate verify --reperform         as an auditor\n");
	buffer_add_text(out,
			"\nchangegate help COMMAND tells more; changegate explain CODE tells the "
			"rule behind a code.\n"
			"Exit: 0 allowed, 1 refused, 2 usage or policy, 3 could not find out, "
			"4 record or ledger, 5 dry run that would allow.\n");
}

static void
write_command(struct buffer *out, const struct command *command)
{
	buffer_add_format(out, "usage: changegate %s%s%s%s\n\n%s\n", command->name,
			  command->options ? " [options]" : "", command->operands ? " " : "",
			  command->operands ? command->operands : "", command->purpose);
	if (command->options)
		buffer_add_text(out, "\n");
	for (const struct option *option = command->options; option && option->name; option++) {
		char shown[64];

		snprintf(shown, sizeof(shown), "%s%s%s", option->name, option->value ? " " : "",
			 option->value ? option->value : "");
		buffer_add_format(out, "  %-30s %s%s\n", shown, option->meaning,
				  option->repeatable ? " (repeatable)" : "");
	}
}

bool
help_command(const struct command *command, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	write_command(&out, command);
	return output_stdout(&out, err);
}

/* "ledger" alone: the commands that begin so. */
static bool
list_group(struct arena *arena, const char *word)
{
	const char *prefix = arena_format(arena, "%s ", word);
	bool any = false;

	for (size_t i = 0; command_table[i]; i++) {
		if (!text_starts_with(command_table[i]->name, prefix))
			continue;
		output_log("there is 'changegate %s'", command_table[i]->name);
		any = true;
	}
	return any;
}

enum status
help_unknown(struct arena *arena, int count, const char *const *words)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct error err;

	if (count > 0 && (text_equal(words[0], "--help") || text_equal(words[0], "-h"))) {
		write_overview(&out);
		return output_stdout(&out, &err) ? STATUS_ALLOWED : STATUS_UNKNOWN;
	}
	if (count == 0) {
		output_log("no command; see 'changegate help'");
		return STATUS_USAGE;
	}
	if (!list_group(arena, words[0]))
		output_log("no command '%s'; see 'changegate help'", text_shown(arena, words[0]));
	return STATUS_USAGE;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	const struct command *command;
	int used;

	*status = STATUS_ALLOWED;
	if (!arguments->operands.count) {
		write_overview(&out);
		return output_stdout(&out, err);
	}
	command = command_find((int)arguments->operands.count, arguments->operands.at, &used);
	if (!command && list_group(arena, arguments->operands.at[0]))
		return true;
	if (!command)
		return fail(err, ERROR_USAGE, "no command '%s'; see 'changegate help'",
			    text_shown(arena, arguments->operands.at[0]));
	return help_command(command, err);
}

const struct command help_command_row = {
	.name = "help",
	.audience = FOR_ALL,
	.operands = "[COMMAND]",
	.purpose = "say what can be asked",
	.maximum_operands = 2,
	.run = run,
};
