/* SPDX-License-Identifier: Apache-2.0 */
/* How is a verification told? See verify_text.h. */
#include "cmd/verify_text.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"

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
	for (int i = 0; i <= RECORD_TRUST; i++)
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

static void
write_stamp(struct buffer *out, const struct kept_checkpoint *kept)
{
	char time[21];

	instant_format(time, kept->timestamp.time);
	buffer_add_format(out, "size %lld at %s", (long long)kept->size, time);
}

static void
write_stamps(struct buffer *out, const struct verification *result)
{
	const struct stamps_found *stamps = &result->stamps;
	char lag[24];

	if (!stamps->count)
		return;
	buffer_add_format(out, "time-stamps: %lld, ", (long long)stamps->count);
	write_stamp(out, &stamps->first);
	if (stamps->count > 1) {
		buffer_add_text(out, " to ");
		write_stamp(out, &stamps->last);
	}
	buffer_add_text(out, ", by ");
	text_safe(out, stamps->last.timestamp.authority);
	duration_format(lag, stamps->longest_lag > 0 ? stamps->longest_lag : 0);
	buffer_add_format(out,
			  "\ntime-stamps: %lld records are covered, each within %s of its own time "
			  "(record %lld); %lld came after the last one\n",
			  (long long)stamps->covered, lag, (long long)stamps->longest_index,
			  (long long)stamps->uncovered);
}

static void
write_stamps_not_checked(struct buffer *out, const struct stamps_found *stamps)
{
	if (stamps->unread)
		buffer_add_format(out,
				  "  time-stamps: %lld are there, and the trust root has no "
				  "timestampAuthorities to believe\n",
				  (long long)stamps->unread);
	if (stamps->count)
		buffer_add_text(out, "  time-stamps: whether an authority's certificate was "
				     "revoked; and records that were cut off at the end together "
				     "with their time-stamps, which an earlier checkpoint shows\n");
}

static void
write_not_checked(struct buffer *out, const struct verification_telling *telling)
{
	buffer_add_text(out, "Not checked:\n");
	if (!telling->result->anchored)
		buffer_add_text(out, "  append-only: NOT PROVEN (give an earlier checkpoint with "
				     "--checkpoint); whoever holds both keys could have rewritten "
				     "everything\n");
	write_stamps_not_checked(out, &telling->result->stamps);
	if (!telling->reperformed)
		buffer_add_text(out, "  verdicts: not re-performed (give --reperform)\n");
	if (telling->result->static_proofs)
		buffer_add_format(out,
				  "  proof: %lld records rest on tokens that their jobs had before "
				  "them (PROOF-STATIC): of job, commit and environment, not of the "
				  "record\n",
				  (long long)telling->result->static_proofs);
	buffer_add_text(out, "  facts: approvals, tickets and test files are as recorded, not "
			     "compared with their sources\n"
			     "  completeness: deploys that went around the gate leave no record\n");
}

void
verification_tell(struct buffer *out, const struct verification_telling *telling)
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
				  (long long)telling->same);
	for (size_t i = 0; i < result->keys.count; i++)
		buffer_add_format(out, "trusted %s key %s: %lld signatures\n",
				  key_usage_names[result->keys.at[i].usage],
				  result->keys.at[i].fingerprint,
				  (long long)result->keys.at[i].signatures);
	buffer_add_text(out, "trust root: ");
	text_safe(out, telling->trust ? telling->trust : "none: integrity only");
	buffer_add_text(out, "\n");
	write_stamps(out, result);
	if (result->anchored)
		buffer_add_format(out,
				  "append-only since size %lld: proven by the checkpoint given\n",
				  (long long)result->anchor_size);
	write_not_checked(out, telling);
	buffer_add_text(out, result->problem_count ? "NOT INTACT\n"
			     : result->records     ? "intact\n"
						   : "EMPTY: there is nothing to verify\n");
}
