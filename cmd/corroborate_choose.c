/* SPDX-License-Identifier: Apache-2.0 */
/* Which records is the forge asked about again? See corroborate.h. */
#include "cmd/corroborate.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"

static bool
open_ledger(struct asking *asking, struct error *err)
{
	const struct arguments *arguments = asking->arguments;
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;
	struct place *place = &asking->frame.place;

	if (!place_open(asking->arena, arguments, operand, place, err))
		return false;
	if (!place->trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	return log_open(asking->arena, place->store, place->trust, &asking->log, err);
}

/* ---- drawn from the ledger as it is ---------------------------------------------------------- */

struct ticket {
	const char *ticket; /* SHA-256 of seed, colon and record id: as of a sample */
	const char *record_id;
};

struct tickets_drawn {
	LIST(struct ticket) all;
};

static int
compare_tickets(const void *a, const void *b)
{
	const struct ticket *one = a, *other = b;
	int order = strcmp(one->ticket, other->ticket);

	return order ? order : strcmp(one->record_id, other->record_id);
}

static bool
is_deploy(const struct leaf *leaf)
{
	bool judged = leaf->kind == RECORD_DEPLOYMENT || leaf->kind == RECORD_ROLLBACK ||
		      leaf->kind == RECORD_EMERGENCY;

	return judged && population_result_is_drawn(leaf->result);
}

static bool
add_tickets(struct asking *asking, const char *seed, int64_t from, int64_t to,
	    struct tickets_drawn *out, struct error *err)
{
	struct arena *arena = asking->arena;

	for (int64_t index = 0; index < asking->log.checkpoint.size; index++) {
		RELEASED_BY(arena_release) struct arena scratch;
		const char *text;
		struct leaf leaf;

		arena_init(&scratch);
		if (!log_read_leaf(&scratch, &asking->log, index, &leaf, err))
			return false;
		if (!is_deploy(&leaf) || leaf.time < from || leaf.time > to)
			continue;
		text = arena_format(&scratch, "%s:%s", seed, leaf.record_id);
		*LIST_ADD(arena, &out->all) = (struct ticket){sha256_hex(arena, text, strlen(text)),
							      arena_text(arena, leaf.record_id)};
	}
	return true;
}

static bool
draw(struct asking *asking, const char *count, struct error *err)
{
	const char *seed = argument(asking->arguments, "--seed");
	struct tickets_drawn tickets = {0};
	int64_t size = 0, from, to;

	if (!text_to_integer(count, &size) || size < 1)
		return fail(err, ERROR_USAGE, "how many? give --n NUMBER, at least 1");
	if (!seed || !seed[0])
		return fail(err, ERROR_USAGE, "--n needs --seed TEXT, made by the auditor");
	if (!audit_instant(asking->arguments, "--from", false, &from, err) ||
	    !audit_instant(asking->arguments, "--to", true, &to, err) ||
	    !open_ledger(asking, err) || !add_tickets(asking, seed, from, to, &tickets, err))
		return false;
	if (tickets.all.count)
		qsort(tickets.all.at, tickets.all.count, sizeof(*tickets.all.at), compare_tickets);
	for (size_t i = 0; i < tickets.all.count && (int64_t)i < size; i++)
		texts_add(asking->arena, &asking->ids, tickets.all.at[i].record_id);
	asking->file.chosen = arena_format(
		asking->arena,
		"%zu of the %zu deploys of the period, by the smallest SHA-256 of the seed %s, "
		"colon and id",
		asking->ids.count, tickets.all.count, seed);
	return true;
}

/* ---- the others ------------------------------------------------------------------------------ */

static bool
take_sample(struct asking *asking, struct error *err)
{
	const struct sample *sample = &asking->frame.latest;

	if (!frame_open(asking->arena, asking->arguments, &asking->frame, err) ||
	    !frame_read_samples(asking->arena, &asking->frame, err))
		return false;
	if (!asking->frame.stages)
		return fail(err, ERROR_USAGE,
			    "which records? draw a sample first, or give --record ID, or --n "
			    "NUMBER with --seed, --from and --to");
	for (size_t i = 0; i < sample->items.count; i++)
		if (!text_equal(sample->items.at[i].selection, "replaced"))
			texts_add(asking->arena, &asking->ids, sample->items.at[i].record_id);
	asking->file.chosen = arena_format(asking->arena, "the sample with sha256 %s",
					   asking->frame.latest_sha256);
	return log_open(asking->arena, asking->frame.place.store, asking->frame.place.trust,
			&asking->log, err);
}

static bool
take_named(struct asking *asking, struct error *err)
{
	asking->file.chosen = "named by whoever asked";
	return open_ledger(asking, err);
}

bool
corroborate_choose(struct asking *asking, struct error *err)
{
	const char *count = argument(asking->arguments, "--n");
	bool chosen;

	arguments_all(asking->arena, asking->arguments, "--record", &asking->ids);
	if (count && asking->ids.count)
		return fail(err, ERROR_USAGE, "--record and --n do not go together");
	chosen = count               ? draw(asking, count, err)
		 : asking->ids.count ? take_named(asking, err)
				     : take_sample(asking, err);
	if (!chosen)
		return false;
	if (!asking->ids.count)
		return fail(err, ERROR_USAGE, "there is no deploy to ask about in the period");
	return asking->ids.count <= LIMIT_ASKED_RECORDS ||
	       fail(err, ERROR_USAGE, "more than %d records", LIMIT_ASKED_RECORDS);
}
