/* SPDX-License-Identifier: Apache-2.0 */
/* What are the facts? Writes the evidence document and judges nothing. */
#include "base/text.h"
#include "cmd/gather.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "integrations/clock.h"
#include "integrations/disk.h"

static bool
collect_service(struct arena *arena, const struct gathering *gathering, const char *service,
		struct buffer *document, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct world *world = gathering->world;
	struct key key = gathering->evidence.change.key;
	struct key_state state;
	struct evidence evidence;
	char record_id[27];

	key.service = service;
	if (!record_id_new(record_id, err) ||
	    !log_open(arena, world->store, &world->trust, &log, err) ||
	    !log_key_state(arena, &log, &key, &state, err) ||
	    !gather(gathering, service, arena_text(arena, record_id), &log, &state, &evidence, err))
		return false;
	evidence_write(document, &evidence);
	buffer_add_byte(document, '\n');
	return true;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct gathering gathering;
	RELEASED_BY(buffer_release) struct buffer document = {0};
	const char *file = argument(arguments, "--output");
	struct question question;
	struct texts services = {0};

	if (!question_read(arena, arguments, &question, &services, err))
		return false;
	if (services.count != 1)
		return fail(err, ERROR_USAGE, "collect takes one service at a time");
	if (!world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) ||
	    !gathering_begin(&world, arguments, &question, true, &gathering, err) ||
	    !collect_service(arena, &gathering, services.at[0], &document, err))
		return false;
	*status = STATUS_ALLOWED;
	return file ? disk_write_atomic(file, document.bytes, document.length, 0644, err)
		    : output_stdout(&document, err);
}

static const struct option options[] = {
	QUESTION_OPTIONS,
	WORLD_OPTIONS,
	FORGE_OPTIONS,
	{"--output", "FILE", false, false, "write the evidence to a file instead of stdout"},
	{NULL, NULL, false, false, NULL},
};

const struct command collect_command = {
	.name = "collect",
	.audience = FOR_DEVOPS,
	.purpose = "the gate in three jobs, 1: write the evidence document",
	.options = options,
	.run = run,
};
