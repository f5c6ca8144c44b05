/* SPDX-License-Identifier: Apache-2.0 */
/* Which changegate is this? */
#include "cmd/output.h"

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	(void)arena;
	(void)arguments;
	*status = STATUS_ALLOWED;
	buffer_add_text(&out, "changegate " CHANGEGATE_VERSION "\n");
	return output_stdout(&out, err);
}

const struct command version_command = {
	.name = "version",
	.audience = FOR_ALL,
	.purpose = "print the version",
	.run = run,
};
