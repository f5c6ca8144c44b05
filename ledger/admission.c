/* SPDX-License-Identifier: Apache-2.0 */
/* Was just this allowed just now? See admission.h. */
#include "ledger/admission.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "core/proof.h"

void
admission_write(struct buffer *out, const void *envelope, size_t length,
		const struct receipt *receipt)
{
	buffer_add(out, envelope, length);
	receipt_write(out, receipt);
}

static bool
is_of_file(const struct leaf *leaf, const struct unsealed *unsealed)
{
	char file[65], payload[65];

	sha256_format(file, &unsealed->file);
	sha256_format(payload, &unsealed->payload);
	return text_equal(leaf->envelope, file) && text_equal(leaf->payload, payload);
}

/* The leaf repeats what the record says; whoever sequenced it saw to that, and here it is seen. */
static bool
check_leaf(struct arena *arena, const struct admission *admission, struct error *err)
{
	struct leaf leaf, again;

	if (!leaf_parse(arena, admission->receipt.leaf, admission->receipt.leaf_length, &leaf, err))
		return false;
	leaf_of_record(arena, &admission->unsealed.record, &admission->unsealed.payload,
		       &admission->unsealed.file, leaf.previous_index, &again);
	return (is_of_file(&leaf, &admission->unsealed) && leaf_equal(&leaf, &again)) ||
	       fail(err, ERROR_LEDGER, "the receipt is that of another record (%s)",
		    text_shown(arena, leaf.record_id));
}

static bool
read_parts(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
	   struct admission *admission, const char **code, struct error *err)
{
	const char *end = length ? memchr(bytes, '\n', length) : NULL;
	size_t first = end ? (size_t)(end + 1 - bytes) : length;

	*code = "ADMIT-NOT-INCLUDED";
	if (!receipt_parse(arena, bytes + first, length - first, &admission->receipt, err) ||
	    !receipt_verify(arena, &admission->receipt, trust, err))
		return false;
	if (!unseal(arena, bytes, first, trust, admission->receipt.index, &admission->unsealed,
		    code, err))
		return false;
	*code = "ADMIT-NOT-INCLUDED";
	return check_leaf(arena, admission, err);
}

bool
admission_read(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
	       struct admission *out, const char **code, struct error *err)
{
	struct admission admission = {0};

	if (!read_parts(arena, bytes, length, trust, &admission, code, err))
		return fail_as(err, ERROR_LEDGER);
	*code = NULL;
	*out = admission;
	return true;
}

static void
refuse(struct arena *arena, struct admission_refusals *refusals, const char *code, const char *why)
{
	*LIST_ADD(arena, refusals) = (struct admission_refusal){code, why};
}

/* A retro looks back at what went ahead: it permits nothing. */
static bool
permits(const struct record *record)
{
	return record->evidence && record->result == RECORD_ALLOWED && record->kind != RECORD_RETRO;
}

static void
judge_result(struct arena *arena, const struct record *record, struct admission_refusals *refusals)
{
	if (permits(record))
		return;
	refuse(arena, refusals, "ADMIT-REFUSED",
	       arena_format(arena, "the record is of kind %s and says: %s",
			    record_kind_names[record->kind], record_result_names[record->result]));
}

static void
judge_age(struct arena *arena, const struct record *record, const struct admission_request *request,
	  struct admission_refusals *refusals)
{
	int64_t age = request->now - record->time;
	char time[21], limit[24];

	if (age <= request->max_age && age >= -ADMISSION_EARLY_SECONDS)
		return;
	instant_format(time, record->time);
	duration_format(limit, request->max_age);
	refuse(arena, refusals, "ADMIT-STALE",
	       age < 0 ? arena_format(arena,
				      "it was judged at %s, which is later than this machine's "
				      "time",
				      time)
		       : arena_format(arena, "it was judged at %s, more than %s ago", time, limit));
}

static void
judge_same(struct arena *arena, const char *code, const char *wanted, const char *recorded,
	   struct admission_refusals *refusals)
{
	if (!wanted || text_equal(wanted, recorded))
		return;
	refuse(arena, refusals, code,
	       recorded ? arena_format(arena, "allowed was '%s', and asked about is '%s'",
				       text_shown(arena, recorded), text_shown(arena, wanted))
			: arena_format(arena, "the record names none, and asked about is '%s'",
				       text_shown(arena, wanted)));
}

/* As the platform said; whoever sequenced the record saw to its tokens. */
static const char *
proved_run(struct arena *arena, const struct record *record)
{
	struct token token;
	struct error ignored;

	return proof_is_needed(record) && token_parse(arena, record->evidence->platform->token,
						      &token, &ignored)
		       ? token.claims.run_id
		       : NULL;
}

void
admission_judge(struct arena *arena, const struct admission *admission,
		const struct admission_request *request, struct admission_refusals *refusals)
{
	const struct record *record = &admission->unsealed.record;

	judge_result(arena, record, refusals);
	judge_age(arena, record, request, refusals);
	judge_same(arena, "ADMIT-OTHER-SHA", request->commit, record->commit, refusals);
	judge_same(arena, "ADMIT-OTHER-ARTIFACT", request->artifact, record->artifact, refusals);
	judge_same(arena, "ADMIT-OTHER-ENVIRONMENT", request->environment, record->key.environment,
		   refusals);
	judge_same(arena, "ADMIT-OTHER-SERVICE", request->service, record->key.service, refusals);
	judge_same(arena, "ADMIT-OTHER-RUN", request->run, proved_run(arena, record), refusals);
}
