/* SPDX-License-Identifier: Apache-2.0 */
/* Why? The rule behind a code and what to do about it; or a record, fact by fact. */
#include "base/text.h"
#include "cmd/output.h"
#include "cmd/world.h"
#include "core/code.h"
#include "ledger/log.h"
#include "reports/explain.h"

static bool
explain_logged(struct arena *arena, const struct arguments *arguments, const char *name,
	       struct buffer *out, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	RELEASED_BY(log_release) struct log log = {0};
	struct logged logged;
	int64_t index;
	bool color;

	if (!world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) ||
	    !log_open(arena, world.store, &world.trust, &log, err))
		return false;
	if (!log_find_record(arena, &log, name, &index, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	if (!log_read_record(arena, &log, index, &logged, err))
		return false;
	return output_color(arguments, &color, err) &&
	       explain_record(arena, &logged.record, logged.leaf.payload, color, out, err);
}

static bool
looks_like_code(const char *name)
{
	bool hyphen = false;

	for (size_t i = 0; name[i]; i++) {
		if (name[i] == '-')
			hyphen = true;
		else if (!(name[i] >= 'A' && name[i] <= 'Z') && !byte_is_digit(name[i]))
			return false;
	}
	return hyphen;
}

static const char *
nearest_code(const char *name)
{
	const char *nearest = NULL;
	size_t best = 4;

	for (size_t i = 0; i < code_count(); i++) {
		size_t distance = text_distance(code_at(i)->name, name);

		if (distance < best) {
			best = distance;
			nearest = code_at(i)->name;
		}
	}
	return nearest;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	const char *name = arguments->operands.count ? arguments->operands.at[0] : NULL;
	const struct code *code = name ? code_find(name) : NULL;
	const char *nearest;

	*status = STATUS_ALLOWED;
	if (!name) {
		explain_codes(&out);
	} else if (code) {
		explain_code(&out, code);
	} else if (looks_like_code(name)) {
		nearest = nearest_code(name);
		return fail(err, ERROR_USAGE, "no code '%s'%s%s%s; 'changegate explain' lists all",
			    text_shown(arena, name), nearest ? "; did you mean " : "",
			    nearest ? nearest : "", nearest ? "?" : "");
	} else if (!explain_logged(arena, arguments, name, &out, err)) {
		return false;
	}
	return output_stdout(&out, err);
}

static const struct option options[] = {
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command explain_command = {
	.name = "explain",
	.audience = FOR_DEVELOPERS,
	.operands = "[CODE|RECORD]",
	.purpose = "the rule behind a code and how to mend it; or a record, fact by fact",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
