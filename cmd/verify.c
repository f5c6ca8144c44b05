/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this ledger whole, are these records genuine, and do the verdicts follow from their evidence?
 * Trust comes from outside. Ends with what was not checked.
 */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "cmd/reperform.h"
#include "cmd/stamping.h"
#include "cmd/verify_files.h"
#include "cmd/verify_text.h"
#include "integrations/abreast.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "ledger/verify.h"

/* Re-performance, record by record, while the ledger is verified. */
struct reperformance {
	struct arena *arena; /* of the problems */
	LIST(struct problem) problems;
	int64_t same;
};

static const char *
where_of(struct arena *arena, const struct verified_record *record)
{
	return arena_format(arena, "record %lld (%s)", (long long)record->index,
			    text_shown(arena, record->leaf->record_id));
}

static void
add_difference(struct reperformance *run, const struct verified_record *record, const char *code,
	       const char *text)
{
	*LIST_ADD(run->arena, &run->problems) =
		(struct problem){code, where_of(run->arena, record), arena_text(run->arena, text)};
}

static bool
reperform(void *self, const struct verified_record *verified, struct error *err)
{
	struct reperformance *run = self;
	const char *code;
	struct error why;

	(void)err;
	if (!verified->record->evidence)
		return true;
	if (record_reperform(verified->record, &code, &why))
		run->same++;
	else
		add_difference(run, verified, code, why.message);
	return true;
}

static bool
is_same_file(const struct store *store, const char *name, const struct buffer *before)
{
	RELEASED_BY(buffer_release) struct buffer now = {0};
	struct error ignored;

	if (!store->read(store->self, name, LIMIT_CHECKPOINT_BYTES, &now, &ignored))
		return before->length == 0;
	return now.length == before->length && memcmp(now.bytes, before->bytes, now.length) == 0;
}

#define CHECKPOINT_NAME "checkpoint"
#define TRIES 5

/*
 * Verifying takes no lock, since it must work on a copy that nobody may write to. If something
 * seems wrong and the checkpoint is another one by now, an append came in between: look again.
 */
static bool
verify_quiet(struct arena *arena, const struct verify_request *request, struct reperformance *run,
	     struct verification *result, struct error *err)
{
	for (int i = 0; i < TRIES; i++) {
		RELEASED_BY(buffer_release) struct buffer before = {0};
		struct error ignored;

		if (!request->store->read(request->store->self, CHECKPOINT_NAME,
					  LIMIT_CHECKPOINT_BYTES, &before, &ignored))
			buffer_clear(&before);
		*result = (struct verification){0};
		*run = (struct reperformance){.arena = arena};
		if (!verify_ledger(arena, request, result, err)) {
			if (err->code != ERROR_LEDGER ||
			    is_same_file(request->store, CHECKPOINT_NAME, &before))
				return false;
			continue;
		}
		if (!result->problem_count ||
		    is_same_file(request->store, CHECKPOINT_NAME, &before))
			return true;
	}
	return fail(err, ERROR_UNAVAILABLE, "the ledger kept growing while it was read: try again");
}

static bool
read_anchor(const struct arguments *arguments, struct buffer *anchor,
	    struct verify_request *request, struct error *err)
{
	const char *file = argument(arguments, "--checkpoint");

	if (!file)
		return true;
	if (!disk_read(file, LIMIT_CHECKPOINT_BYTES, anchor, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	request->anchor = anchor->bytes ? anchor->bytes : "";
	request->anchor_length = anchor->length;
	return true;
}

/* A limit that nothing could be measured against would be kept by nobody. */
static bool
read_within(const struct arguments *arguments, const struct place *place,
	    struct verify_request *request, struct error *err)
{
	const char *given = argument(arguments, "--stamped-within");

	if (!given)
		return true;
	if (!duration_parse(given, &request->stamped_within) || request->stamped_within == 0)
		return fail(err, ERROR_USAGE,
			    "--stamped-within: '%s' is no duration such as 24h or 7d", given);
	if (!place->trust || place->trust->timestamp_authorities.count == 0)
		return fail(err, ERROR_USAGE,
			    "--stamped-within needs a trust root with timestampAuthorities");
	request->now = clock_now();
	return true;
}

static enum status
status_of(const struct verification *result, bool anchor_required)
{
	bool good = result->records && !result->problem_count;

	return good && (result->anchored || !anchor_required) ? STATUS_ALLOWED : STATUS_LEDGER;
}

static bool
verify_place(struct arena *arena, const struct arguments *arguments, const struct place *place,
	     enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer anchor = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct reperformance run = {.arena = arena};
	struct verification result = {0};
	bool again = argument_given(arguments, "--reperform");
	struct verify_request request = {.store = place->store,
					 .trust = place->trust,
					 .each = again ? reperform : NULL,
					 .self = &run,
					 .abreast = run_abreast};
	struct verification_telling telling = {place->store->name, place->trust_name, &result,
					       again, 0};
	RELEASED_BY(tsa_release) struct tsa *tsa = NULL;
	struct timestamp_reader reader;

	if (!read_anchor(arguments, &anchor, &request, err) ||
	    !read_within(arguments, place, &request, err) ||
	    !stamping_believed(place->trust, &tsa, err))
		return false;
	if (tsa) {
		tsa_reader(tsa, &reader);
		request.timestamps = &reader;
	}
	if (!verify_quiet(arena, &request, &run, &result, err))
		return false;
	for (size_t i = 0; i < run.problems.count; i++)
		verification_add(arena, &result, run.problems.at[i].code, run.problems.at[i].where,
				 "%s", run.problems.at[i].text);
	telling.same = run.same;
	verification_tell(&out, &telling);
	*status = status_of(&result, argument_given(arguments, "--require-anchor"));
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(place_close) struct place place = {0};
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;

	if (operand && (arguments->operands.count > 1 || !is_place(operand)))
		return verify_record_files(arena, arguments, status, err);
	return place_open(arena, arguments, operand, &place, err) &&
	       verify_place(arena, arguments, &place, status, err);
}

static const struct option options[] = {
	{"--reperform", NULL, false, false, "judge every record again from its own evidence"},
	{"--checkpoint", "FILE", false, false,
	 "a checkpoint kept earlier: proves append-only since"},
	{"--receipt", "FILE", false, false, "for one record file: proof that it is in the ledger"},
	{"--stamped-within", "DURATION", false, false,
	 "a record whose first time-stamp came later than this (24h, 7d) is a problem"},
	{"--require-anchor", NULL, false, false, "status 4 where append-only is not proven"},
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command verify_command = {
	.name = "verify",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER|FILE...]",
	.purpose = "signatures, inclusion, chains, and with --reperform the verdicts",
	.options = options,
	.maximum_operands = 1000,
	.run = run,
};
