/* SPDX-License-Identifier: Apache-2.0 */
/* Is the policy right, and what does it say in the end? Needs no ledger and no key. */
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "cmd/output.h"
#include "cmd/world.h"
#include "integrations/disk.h"

/* A file that is named is read as it is, without any repository. */
static bool
read_policy(struct arena *arena, const struct arguments *arguments, const char **name,
	    struct policy *policy, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *path =
		arguments->operands.count ? arguments->operands.at[0] : ".changegate.yml";
	struct source_text source;

	if (!disk_read(path, LIMIT_POLICY_BYTES, &bytes, err))
		return fail_as(err, ERROR_USAGE);
	*name = text_shown(arena, path);
	source = (struct source_text){*name, arena_copy(arena, bytes.bytes, bytes.length),
				      bytes.length};
	return policy_read(arena, &source, policy, err);
}

static bool
run_validate(struct arena *arena, const struct arguments *arguments, enum status *status,
	     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct texts unsatisfiable = {0};
	const char *name;

	if (!read_policy(arena, arguments, &name, policy, err))
		return false;
	policy_unsatisfiable(arena, policy, &unsatisfiable);
	buffer_add_format(&out, "%s: valid\n", name);
	for (size_t i = 0; i < unsatisfiable.count; i++)
		buffer_add_format(&out, "POLICY-UNSATISFIABLE: %s\n", unsatisfiable.at[i]);
	*status = unsatisfiable.count ? STATUS_REFUSED : STATUS_ALLOWED;
	return output_stdout(&out, err);
}

static bool
run_show(struct arena *arena, const struct arguments *arguments, enum status *status,
	 struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	const char *name;

	if (!read_policy(arena, arguments, &name, policy, err))
		return false;
	policy_write(&bytes, policy);
	json_indent(&out, bytes.bytes, bytes.length);
	if (out.bytes[out.length - 1] != '\n')
		buffer_add_byte(&out, '\n');
	output_log("%s: digest %s of the effective policy", name,
		   sha256_hex(arena, bytes.bytes, bytes.length));
	*status = STATUS_ALLOWED;
	return output_stdout(&out, err);
}

const struct command policy_validate_command = {
	.name = "policy validate",
	.audience = FOR_DEVOPS,
	.operands = "[FILE]",
	.purpose = "check a policy file (default: .changegate.yml), and say what it asks in vain",
	.maximum_operands = 1,
	.run = run_validate,
};

const struct command policy_show_command = {
	.name = "policy show",
	.audience = FOR_DEVOPS,
	.operands = "[FILE]",
	.purpose = "print the effective policy, with preset and defaults filled in",
	.maximum_operands = 1,
	.run = run_show,
};
