/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record that was kept aside get into the ledger? */
#include "base/text.h"
#include "cmd/break_glass.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "cmd/stamping.h"
#include "integrations/disk.h"
#include "ledger/inbox.h"
#include "ledger/unseal.h"

static bool
append(struct world *world, const struct buffer *envelope, struct buffer *out, struct error *err)
{
	struct sequencer sequencer = world_sequencer(world);
	struct receipt receipt;

	if (!sequence_append_envelope(world->arena, &sequencer, envelope->bytes, envelope->length,
				      &receipt, err))
		return false;
	buffer_add_format(out, "%s leaf %lld\n",
			  receipt.already_appended ? "already" : "appended as",
			  (long long)receipt.index);
	return true;
}

static bool
hand_in(struct world *world, const struct buffer *envelope, struct buffer *out, struct error *err)
{
	struct unsealed unsealed;
	const char *code;

	/* What would be refused later is better refused here. */
	if (!unseal(world->arena, envelope->bytes, envelope->length, &world->trust, -1, &unsealed,
		    &code, err))
		return fail_while(err, "%s", code);
	if (!inbox_hand_in(world->arena, world->store, world->policy.repository, envelope->bytes,
			   envelope->length, err))
		return false;
	buffer_add_text(out, "handed in\n");
	return true;
}

static bool
append_kept(struct world *world, const struct arguments *arguments, const struct buffer *bytes,
	    struct buffer *out, enum status *status, struct error *err)
{
	bool in_step = world->policy.ledger.mode == LEDGER_IN_STEP;

	if (break_glass_is_kept(world->arena, bytes))
		return break_glass_hand_in(world->arena, arguments, bytes, out, status, err);
	return in_step ? append(world, bytes, out, err) : hand_in(world, bytes, out, err);
}

static bool
append_file(struct world *world, const struct arguments *arguments, const char *path,
	    enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer envelope = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};

	if (!disk_read(path, LIMIT_ENVELOPE_BYTES, &envelope, err))
		return fail_as(err, ERROR_USAGE);
	buffer_add_format(&out, "%s: ", text_shown(world->arena, path));
	if (!append_kept(world, arguments, &envelope, &out, status, err))
		return fail_while(err, "%s", text_shown(world->arena, path));
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};

	*status = STATUS_ALLOWED;
	if (!world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) ||
	    (world.policy.ledger.mode == LEDGER_IN_STEP && !world_open_checkpoint_key(&world, err)))
		return false;
	for (size_t i = 0; i < arguments->operands.count; i++)
		if (!append_file(&world, arguments, arguments->operands.at[i], status, err))
			return false;
	stamping_after_append(&world, arguments);
	return true;
}

static const struct option options[] = {
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command ledger_append_command = {
	.name = "ledger append",
	.audience = FOR_DEVOPS,
	.operands = "FILE...",
	.purpose = "append signed records that were kept while the ledger was away",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1000,
	.run = run,
};
