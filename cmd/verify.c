/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this ledger whole, are these records genuine, and do the verdicts follow from their evidence?
 * Trust comes from outside. Ends with what was not checked.
 */
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "checks/table.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "core/evaluate.h"
#include "integrations/disk.h"
#include "ledger/dsse.h"
#include "ledger/statement.h"
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
is_same(const struct evaluation *a, const struct evaluation *b)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	fields_write(&one, &evaluation_fields, a);
	fields_write(&other, &evaluation_fields, b);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

static bool
reperform(void *self, const struct verified_record *verified, struct error *err)
{
	struct reperformance *run = self;
	RELEASED_BY(arena_release) struct arena arena;
	const struct record *record = verified->record;
	struct evaluation again;
	struct error why;

	(void)err;
	arena_init(&arena);
	if (!record->evidence)
		return true;
	if (!evaluate_evidence(&arena, check_table, record->evidence, record->evaluation, &again,
			       &why))
		add_difference(run, verified,
			       why.code == ERROR_UNAVAILABLE ? "REC-NOT-REPERFORMABLE"
							     : "REC-DIFFERS",
			       why.message);
	else if (!is_same(record->evaluation, &again))
		add_difference(run, verified, "REC-DIFFERS",
			       "the recorded findings do not follow from the recorded evidence");
	else
		run->same++;
	return true;
}

static void
write_problems(struct buffer *out, const struct verification *result)
{
	for (size_t i = 0; i < result->problems.count; i++) {
		buffer_add_format(out, "FAIL  %s  ", result->problems.at[i].code);
		text_safe(out, result->problems.at[i].where);
		buffer_add_text(out, ": ");
		text_safe(out, result->problems.at[i].text);
		buffer_add_text(out, "\n");
	}
	if (result->problem_count > (int64_t)result->problems.count)
		buffer_add_format(
			out, "FAIL  and %lld more\n",
			(long long)(result->problem_count - (int64_t)result->problems.count));
	for (size_t i = 0; i < result->notes.count; i++) {
		buffer_add_format(out, "note  %s  ", result->notes.at[i].code);
		text_safe(out, result->notes.at[i].where);
		buffer_add_text(out, ": ");
		text_safe(out, result->notes.at[i].text);
		buffer_add_text(out, "\n");
	}
}

static void
write_place(struct buffer *out, const char *which, const struct record_place *place)
{
	char time[21];

	if (!place->record_id)
		return;
	instant_format(time, place->time);
	buffer_add_format(out, "%s record: %s at %s, leaf %lld, sha256 %s\n", which,
			  place->record_id, time, (long long)place->index, place->payload);
}

static void
write_counts(struct buffer *out, const struct verification *result)
{
	buffer_add_format(
		out, "%lld of %lld records verified, in %lld chains:", (long long)result->verified,
		(long long)result->records, (long long)result->chains);
	for (int i = 0; i <= RECORD_SEAL; i++)
		if (result->by_kind[i])
			buffer_add_format(out, " %s %lld", record_kind_names[i],
					  (long long)result->by_kind[i]);
	buffer_add_text(out, "\n");
	for (size_t i = 0; i < result->open_attempts.count; i++) {
		char time[21];

		instant_format(time, result->open_attempts.at[i].time);
		buffer_add_format(out, "note  attempt %s at %s has no result: ",
				  result->open_attempts.at[i].record_id, time);
		text_safe(out, result->open_attempts.at[i].key.service);
		buffer_add_text(out, " to ");
		text_safe(out, result->open_attempts.at[i].key.environment);
		buffer_add_text(out, "\n");
	}
	write_place(out, "first", &result->first);
	write_place(out, "last", &result->last);
}

struct telling {
	const char *store;
	const char *trust; /* where it came from; NULL: none */
	const struct verification *result;
	const struct reperformance *reperformed; /* NULL: not asked */
};

static void
write_not_checked(struct buffer *out, const struct telling *telling)
{
	buffer_add_text(out, "Not checked:\n");
	if (!telling->result->anchored)
		buffer_add_text(out, "  append-only: NOT PROVEN (give an earlier checkpoint with "
				     "--checkpoint); whoever holds both keys could have rewritten "
				     "everything\n");
	if (!telling->reperformed)
		buffer_add_text(out, "  verdicts: not re-performed (give --reperform)\n");
	buffer_add_text(out, "  facts: approvals, tickets and test files are as recorded, not "
			     "compared with their sources\n"
			     "  completeness: deploys that went around the gate leave no record\n");
}

static void
write_text(struct buffer *out, const struct telling *telling)
{
	const struct verification *result = telling->result;

	buffer_add_text(out, "ledger ");
	text_safe(out, telling->store);
	if (result->checkpoint.origin) {
		char root[65];

		sha256_format(root, &result->checkpoint.root);
		buffer_add_text(out, ", origin ");
		text_safe(out, result->checkpoint.origin);
		buffer_add_format(out, ", size %lld, root %s", (long long)result->checkpoint.size,
				  root);
	}
	buffer_add_text(out, "\n");
	write_problems(out, result);
	write_counts(out, result);
	if (telling->reperformed)
		buffer_add_format(out, "%lld verdicts re-performed from their evidence\n",
				  (long long)telling->reperformed->same);
	for (size_t i = 0; i < result->keys.count; i++)
		buffer_add_format(out, "trusted %s key %s: %lld signatures\n",
				  key_usage_names[result->keys.at[i].usage],
				  result->keys.at[i].fingerprint,
				  (long long)result->keys.at[i].signatures);
	buffer_add_text(out, "trust root: ");
	text_safe(out, telling->trust ? telling->trust : "none: integrity only");
	buffer_add_text(out, "\n");
	if (result->anchored)
		buffer_add_format(out,
				  "append-only since size %lld: proven by the checkpoint given\n",
				  (long long)result->anchor_size);
	write_not_checked(out, telling);
	buffer_add_text(out, result->problem_count ? "NOT INTACT\n" : "intact\n");
}

static bool
verify_place(struct arena *arena, const struct arguments *arguments, const struct place *place,
	     enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer anchor = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct reperformance run = {.arena = arena};
	bool again = argument_given(arguments, "--reperform");
	const char *checkpoint = argument(arguments, "--checkpoint");
	struct verification result = {0};
	struct verify_request request = {.store = place->store, .trust = place->trust};
	struct telling telling = {place->store->name, place->trust_name, &result,
				  again ? &run : NULL};

	if (checkpoint && !disk_read(checkpoint, LIMIT_CHECKPOINT_BYTES, &anchor, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	if (checkpoint) {
		request.anchor = anchor.bytes ? anchor.bytes : "";
		request.anchor_length = anchor.length;
	}
	if (again) {
		request.each = reperform;
		request.self = &run;
	}
	if (!verify_ledger(arena, &request, &result, err))
		return false;
	for (size_t i = 0; i < run.problems.count; i++)
		verification_add(arena, &result, run.problems.at[i].code, run.problems.at[i].where,
				 "%s", run.problems.at[i].text);
	write_text(&out, &telling);
	*status = result.problem_count ? STATUS_LEDGER : STATUS_ALLOWED;
	if (!result.anchored && argument_given(arguments, "--require-anchor"))
		*status = STATUS_LEDGER;
	return output_stdout(&out, err);
}

/* One envelope file, without the ledger: signature, form, and (with --receipt) inclusion. */
static bool
verify_envelope(struct arena *arena, const char *path, const struct trust *trust,
		struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct trusted_key *key;
	struct envelope envelope;
	struct record record;

	if (!disk_read(path, LIMIT_ENVELOPE_BYTES, &bytes, err) ||
	    !dsse_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &envelope, err))
		return false;
	key = trust_find(trust, USAGE_RECORD, envelope.keyid);
	if (!key)
		return fail(err, ERROR_LEDGER,
			    "SIG-UNKNOWN-KEY: signed by %s, which the trust root does not list",
			    text_shown(arena, envelope.keyid));
	if (!dsse_verify(&envelope, key->key, err) ||
	    !statement_parse(arena, envelope.payload, envelope.payload_length, &record, err) ||
	    !record_check(&record, err))
		return false;
	text_safe(out, path);
	buffer_add_format(out, ": %s record %s, %s, sha256 %s, signed by %s\n",
			  record_kind_names[record.kind], text_shown(arena, record.record_id),
			  record_result_names[record.result],
			  sha256_hex(arena, envelope.payload, envelope.payload_length),
			  key->fingerprint);
	return true;
}

static bool
verify_files(struct arena *arena, const struct arguments *arguments, enum status *status,
	     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	RELEASED_BY(trust_release) struct trust trust = {0};
	const char *trust_file = argument(arguments, "--trust");

	if (!trust_file)
		return fail(err, ERROR_USAGE, "single records need a trust root: --trust FILE");
	if (!world_read_trust(arena, trust_file, &trust, err))
		return false;
	*status = STATUS_ALLOWED;
	for (size_t i = 0; i < arguments->operands.count; i++) {
		const char *path = arguments->operands.at[i];
		struct error why;

		if (verify_envelope(arena, path, &trust, &out, &why))
			continue;
		buffer_add_text(&out, "FAIL  ");
		text_safe(&out, path);
		buffer_add_format(&out, ": %s\n", why.message);
		*status = STATUS_LEDGER;
	}
	buffer_add_text(&out,
			"Not checked: inclusion in a ledger, the chain, re-performance (verify "
			"the ledger for those)\n");
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(place_close) struct place place = {0};
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;

	if (operand && (arguments->operands.count > 1 ||
			!(text_starts_with(operand, "dir:") || is_folder(operand))))
		return verify_files(arena, arguments, status, err);
	return place_open(arena, arguments, operand, &place, err) &&
	       verify_place(arena, arguments, &place, status, err);
}

static const struct option options[] = {
	{"--reperform", NULL, false, false, "judge every record again from its own evidence"},
	{"--checkpoint", "FILE", false, false,
	 "a checkpoint kept earlier: proves append-only since"},
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
