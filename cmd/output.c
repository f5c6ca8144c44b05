/* SPDX-License-Identifier: Apache-2.0 */
/* Where do results go? See output.h. */
#include "cmd/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/actions.h"
#include "integrations/disk.h"
#include "reports/table.h"

bool
output_stdout(const struct buffer *bytes, struct error *err)
{
	size_t written = 0;

	while (written < bytes->length) {
		ssize_t count =
			write(STDOUT_FILENO, bytes->bytes + written, bytes->length - written);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return fail_with_errno(err, count ? errno : EIO, "writing", "stdout");
		written += (size_t)count;
	}
	return true;
}

void
output_log(const char *format, ...)
{
	va_list arguments;

	fputs("changegate: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value && value[0];
}

bool
output_color(const struct arguments *arguments, bool *color, struct error *err)
{
	const char *wanted = argument(arguments, "--color");

	if (text_equal(wanted, "always"))
		*color = true;
	else if (text_equal(wanted, "never"))
		*color = false;
	else if (wanted && !text_equal(wanted, "auto"))
		return fail(err, ERROR_USAGE, "--color takes auto, always or never");
	else if (is_set("NO_COLOR"))
		*color = false;
	else if (is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR"))
		*color = true;
	else
		*color = isatty(STDOUT_FILENO);
	return true;
}

static const char *
file_of(struct arena *arena, const char *output, const char *name)
{
	const char *equals = strchr(output, '=');

	if (!equals || (size_t)(equals - output) != strlen(name) ||
	    memcmp(output, name, strlen(name)) != 0)
		return NULL;
	return arena_text(arena, equals + 1);
}

const char *
output_file(struct arena *arena, const struct arguments *arguments, const char *name)
{
	struct texts outputs = {0};
	const char *file = NULL;

	arguments_all(arena, arguments, "--output", &outputs);
	for (size_t i = 0; i < outputs.count && !file; i++)
		file = file_of(arena, outputs.at[i], name);
	return file;
}

static bool
is_known(struct arena *arena, const char *output, const char *const *others)
{
	for (size_t i = 0; report_table[i]; i++)
		if (file_of(arena, output, report_table[i]->name))
			return true;
	for (; others && *others; others++)
		if (file_of(arena, output, *others))
			return true;
	return false;
}

static const char *
format_names(struct arena *arena)
{
	const char *names = report_table[0]->name;

	for (size_t i = 1; report_table[i]; i++)
		names = arena_format(arena, "%s%s%s", names, report_table[i + 1] ? ", " : " and ",
				     report_table[i]->name);
	return names;
}

bool
output_check(struct arena *arena, const struct arguments *arguments, const char *const *others,
	     struct error *err)
{
	const char *format = argument(arguments, "--format");
	struct texts outputs = {0};
	bool color;

	if (format && !report_find(format))
		return fail(err, ERROR_USAGE, "unknown format '%s'; there are %s",
			    text_shown(arena, format), format_names(arena));
	arguments_all(arena, arguments, "--output", &outputs);
	for (size_t i = 0; i < outputs.count; i++)
		if (!is_known(arena, outputs.at[i], others))
			return fail(
				err, ERROR_USAGE,
				"--output '%s': not of the form FORMAT=FILE with a known format",
				text_shown(arena, outputs.at[i]));
	return output_color(arguments, &color, err);
}

static bool
write_report(struct arena *arena, const struct report *report, const struct report_input *input,
	     const char *file, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct report_input plain = *input;

	if (file)
		plain.color = false;
	report->write(arena, &bytes, &plain);
	return file ? disk_write_atomic(file, bytes.bytes, bytes.length, 0644, err)
		    : output_stdout(&bytes, err);
}

bool
output_reports(struct arena *arena, const struct arguments *arguments,
	       const struct report_input *input, struct error *err)
{
	const char *format = argument(arguments, "--format");

	for (size_t i = 0; report_table[i]; i++) {
		const char *file = output_file(arena, arguments, report_table[i]->name);

		if (file && !write_report(arena, report_table[i], input, file, err))
			return false;
	}
	if (!write_report(arena, report_find(format ? format : "text"), input, NULL, err))
		return false;
	if (actions_running())
		actions_present(arena, input, !format || text_equal(format, "text"));
	return true;
}
