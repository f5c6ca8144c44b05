/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does evidence that another job collected become a record? Everything but the test results is
 * collected here once more, from the repository and the ledger, and must come out the same; then it
 * is judged again, signed and appended. Nothing is added to the facts.
 */
#include <string.h>

#include "base/text.h"
#include "cmd/evidence_file.h"
#include "cmd/gather.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "cmd/stamping.h"
#include "integrations/clock.h"

#define OLDEST_SECONDS 3600 /* evidence of another day is not of this deploy */
#define EARLY_SECONDS 120   /* clocks of two machines */

struct seal {
	struct gathering *gathering;
	const char *service;
	const struct evidence *evidence; /* of the file */
	struct record record;
	const char *payload;
	const char *envelope;
	size_t envelope_length;
};

/* A first record in a ledger that has others is told as one: see CHG-BASELINE-LATE. */
static bool
may_be_smaller(const struct evidence *again, const struct evidence *file)
{
	return file->change.range.kind != RANGE_FIRST ||
	       (file->ledger.size > 1) == (again->ledger.size > 1);
}

/* Other keys may have grown the ledger since, but it must have been as the evidence says. */
static bool
ledger_was_so(struct log *log, const struct key_state *state, const struct evidence *again,
	      const struct evidence *file, bool *so, struct error *err)
{
	struct sha256 root;
	char hex[65];

	*so = false;
	if (file->ledger.size <= state->previous_index ||
	    file->ledger.size > log->checkpoint.size || !may_be_smaller(again, file))
		return true;
	if (!log_root_at(log, file->ledger.size, &root, err))
		return false;
	sha256_format(hex, &root);
	*so = text_equal(hex, file->ledger.root);
	return true;
}

static bool
was_asked(const struct source *source)
{
	return source->status != 0;
}

static void
add_sources(struct arena *arena, struct evidence *to, const struct evidence *from, bool asked)
{
	for (size_t i = 0; i < from->sources.count; i++)
		if (was_asked(&from->sources.at[i]) == asked)
			*LIST_ADD(arena, &to->sources) = from->sources.at[i];
}

static bool
text_same(const char *a, const char *b)
{
	return text_equal(a ? a : "", b ? b : "");
}

/* Whom it was that answered, and by whose word, is the same for whoever collected. */
static bool
is_told(const struct source *own, const struct evidence *file)
{
	for (size_t i = 0; i < file->sources.count; i++) {
		const struct source *source = &file->sources.at[i];

		if (was_asked(source) && text_equal(source->kept_by, own->kept_by) &&
		    text_same(source->reference, own->reference) &&
		    text_same(source->authorities, own->authorities) &&
		    text_same(source->proxy, own->proxy))
			return true;
	}
	return false;
}

/*
 * What forge and tracker say must be the same; when they said so, and in which answers, is that of
 * whoever collected. The forge's clock is held against `now`, which is taken over too.
 */
static bool
take_over_answers(struct arena *arena, struct evidence *again, const struct evidence *file,
		  struct error *err)
{
	struct evidence mixed = {0};
	int64_t since = again->forge && file->forge ? again->forge->time - file->forge->time : 0;

	if (since && since <= OLDEST_SECONDS && since >= -EARLY_SECONDS)
		again->forge->time = file->forge->time;
	for (size_t i = 0; i < again->sources.count; i++)
		if (was_asked(&again->sources.at[i]) && !is_told(&again->sources.at[i], file))
			return fail(err, ERROR_LEDGER,
				    "CHAIN-STALE: the evidence does not say how %s was asked here "
				    "(its host, certificates and proxy): collect again, in the "
				    "same way",
				    text_shown(arena, again->sources.at[i].kept_by));
	add_sources(arena, &mixed, again, false);
	add_sources(arena, &mixed, file, true);
	again->sources.at = mixed.sources.at;
	again->sources.count = mixed.sources.count;
	return true;
}

/* Who collected may say how the gate was called. */
static bool
take_over(struct evidence *again, const struct evidence *file, struct log *log,
	  const struct key_state *state, struct error *err)
{
	bool so;

	if (!ledger_was_so(log, state, again, file, &so, err))
		return false;
	if (so) {
		again->ledger.size = file->ledger.size;
		again->ledger.root = file->ledger.root;
	}
	again->invocation.settings.at = file->invocation.settings.at;
	again->invocation.settings.count = file->invocation.settings.count;
	return true;
}

static bool
is_same(const struct evidence *a, const struct evidence *b)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	evidence_write(&one, a);
	evidence_write(&other, b);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

static bool
covers(const struct freeze_fact *freeze, int64_t time)
{
	return time >= freeze->from && time < freeze->to;
}

/* What was allowed when it was collected is not deployed before it is sealed. */
static bool
check_freezes(const struct seal *seal, struct error *err)
{
	const struct evidence *evidence = seal->evidence;
	const struct environment_facts *facts = &evidence->environment;
	int64_t now = clock_now();

	if (seal->record.result != RECORD_ALLOWED)
		return true;
	for (size_t i = 0; i < facts->freezes.count; i++)
		if (covers(&facts->freezes.at[i], now) &&
		    !covers(&facts->freezes.at[i], evidence->now.time))
			return fail(err, ERROR_LEDGER,
				    "a freeze has begun since the evidence was collected: collect "
				    "again when it is over");
	return true;
}

static bool
seal_evidence(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	      struct error *err)
{
	struct seal *seal = self;
	struct evidence again;

	if (!gather(seal->gathering, seal->service, seal->evidence->record_id, log, state, &again,
		    err))
		return false;
	if (!take_over(&again, seal->evidence, log, state, err) ||
	    !take_over_answers(seal->gathering->world->arena, &again, seal->evidence, err))
		return false;
	if (!is_same(&again, seal->evidence))
		return fail(
			err, ERROR_LEDGER,
			"CHAIN-STALE: repository and ledger do not say what the evidence says: it "
			"was changed, or they moved on since: collect again");
	if (!check_freezes(seal, err) ||
	    !record_sign(seal->gathering->world, &seal->record, envelope, &seal->payload, err))
		return false;
	seal->envelope =
		arena_copy(seal->gathering->world->arena, envelope->bytes, envelope->length);
	seal->envelope_length = envelope->length;
	return true;
}

static bool
check_time(const struct evidence *evidence, struct error *err)
{
	int64_t age = clock_now() - evidence->now.time;

	if (age > OLDEST_SECONDS || age < -EARLY_SECONDS)
		return fail(err, ERROR_LEDGER,
			    "the evidence was not collected within the last hour: collect again");
	return true;
}

static bool
append(struct arena *arena, const struct arguments *arguments, struct seal *seal,
       struct report_input *input, struct error *err)
{
	struct sequencer sequencer = world_sequencer(seal->gathering->world);
	struct sealing sealing = {seal, seal_evidence};
	struct receipt receipt;

	if (!sequence_append(arena, &sequencer, &seal->evidence->change.key, &sealing, &receipt,
			     err))
		return fail_while(err, "sealing");
	input->record_kind = seal->record.kind;
	input->record = seal->payload;
	input->index = receipt.index;
	return receipts_write(arena, arguments, &receipt, seal->envelope, seal->envelope_length,
			      err) &&
	       output_color(arguments, &input->color, err) &&
	       output_reports(arena, arguments, input, err);
}

static bool
seal_file(struct arena *arena, const struct arguments *arguments, struct gathering *gathering,
	  const char *service, enum status *status, struct error *err)
{
	struct evidence *evidence = arena_allocate(arena, sizeof(*evidence));
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct evaluation evaluation;
	struct recorder recorder;
	struct seal seal = {.gathering = gathering, .service = service, .evidence = evidence};
	struct report_input input = {
		.evidence = evidence, .policy = policy, .evaluation = &evaluation};

	if (!evidence_file_read(arena, arguments->operands.at[0], evidence, policy, &evaluation,
				err) ||
	    !check_time(evidence, err) || !recorder_read(&recorder, err))
		return false;
	gathering_take_over(gathering, evidence);
	record_of_evidence(evidence, &evaluation, NULL, &recorder, &seal.record);
	seal.record.custody = CUSTODY_HANDED_OVER;
	*status = status_of_result((enum result)evaluation.result);
	input.exit_status = *status;
	return append(arena, arguments, &seal, &input, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct gathering gathering;
	struct question question;
	struct texts services = {0};

	if (!question_read(arena, arguments, &question, &services, err))
		return false;
	if (services.count != 1)
		return fail(err, ERROR_USAGE, "seal takes one service at a time");
	if (!output_check(arena, arguments, receipt_outputs, err) ||
	    !world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) || !world_open_keys(&world, err) ||
	    !gathering_begin(&world, arguments, &question, false, &gathering, err) ||
	    !seal_file(arena, arguments, &gathering, services.at[0], status, err))
		return false;
	stamping_after_append(&world, arguments);
	return true;
}

static const struct option options[] = {
	QUESTION_OPTIONS,
	WORLD_OPTIONS,
	FORGE_OPTIONS,
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command seal_command = {
	.name = "seal",
	.audience = FOR_DEVOPS,
	.operands = "EVIDENCE",
	.purpose = "the gate in three jobs, 3: judge again, sign and append",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
