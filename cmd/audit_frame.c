/* SPDX-License-Identifier: Apache-2.0 */
/* What may be drawn from, and what was drawn from it so far? See audit_frame.h. */
#include "cmd/audit_frame.h"

#include <string.h>

#include "audit/seal.h"
#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/building.h"
#include "integrations/disk.h"
#include "ledger/dsse.h"

#define LAST_INSTANT INT64_C(253402300799) /* of the year 9999 */

void
frame_release(struct frame *frame)
{
	buffer_release(&frame->ids);
	buffer_release(&frame->rows);
	place_close(&frame->place);
}

/* The seal in the folder counts only as the leaf that it is in the ledger. */
static bool
find_seal(struct arena *arena, struct frame *frame, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(log_release) struct log log = {0};
	struct envelope envelope;
	int64_t index;

	if (!audit_read(arena, frame->folder, FILE_SEAL, LIMIT_ENVELOPE_BYTES, &bytes, err)) {
		if (err->code == ERROR_USAGE)
			return fail(err, ERROR_USAGE,
				    "the population is not sealed: run 'changegate audit seal' "
				    "first");
		return false;
	}
	if (!dsse_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &envelope, err) ||
	    !log_open(arena, frame->place.store, frame->place.trust, &log, err) ||
	    !log_find_record(arena, &log,
			     sha256_hex(arena, envelope.payload, envelope.payload_length), &index,
			     err) ||
	    !log_read_record(arena, &log, index, &frame->seal, err)) {
		fail_while(err, "reading the seal");
		return fail_as(err, ERROR_LEDGER);
	}
	return frame->seal.record.seal || fail(err, ERROR_LEDGER, FILE_SEAL " is no seal");
}

static bool
check_header(struct arena *arena, struct frame *frame, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct population_header header;

	if (!audit_read(arena, frame->folder, FILE_HEADER, LIMIT_DOCUMENT_BYTES, &bytes, err) ||
	    !population_header_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &header,
				     err) ||
	    !population_seal_fits_header(frame->seal.record.seal, &header, err))
		return false;
	frame->reconciliation_sha256 = header.reconciliation_sha256;
	return audit_reconciliation_of(arena, frame->folder, &header, &frame->reconciliation,
				       &frame->reconciled, err);
}

static bool
open_place(struct arena *arena, const struct arguments *arguments, struct frame *frame,
	   struct error *err)
{
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;

	if (!place_open(arena, arguments, operand, &frame->place, err))
		return false;
	return frame->place.trust ||
	       fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
}

bool
frame_open(struct arena *arena, const struct arguments *arguments, struct frame *frame,
	   struct error *err)
{
	if (!audit_folder(arguments, &frame->folder, err) ||
	    !open_place(arena, arguments, frame, err) || !find_seal(arena, frame, err) ||
	    !audit_read(arena, frame->folder, FILE_IDS, LIMIT_DOCUMENT_BYTES, &frame->ids, err) ||
	    !check_header(arena, frame, err))
		return false;
	frame->request.seal = frame->seal.record.seal;
	frame->request.seal_record = frame->seal.leaf.payload;
	frame->request.sealed_at = frame->seal.record.time;
	frame->request.ids = frame->ids.bytes ? frame->ids.bytes : "";
	frame->request.ids_length = frame->ids.length;
	return true;
}

/* population.jsonl is not sealed, and outcomes may have come since: ask the ledger. */
bool
frame_read_rows(struct arena *arena, struct frame *frame, struct error *err)
{
	RELEASED_BY(building_release) struct building building = {0};
	struct population_request request = {.to = LAST_INSTANT,
					     .tool_version = CHANGEGATE_VERSION};

	if (frame->rows.length)
		return true;
	building.reconciliation = frame->reconciled ? &frame->reconciliation : NULL;
	building.reconciliation_sha256 = frame->reconciliation_sha256;
	if (!building_build(arena, &frame->place, &request, &building, err))
		return fail_while(err, "dividing the population");
	buffer_add(&frame->rows, building.jsonl.bytes, building.jsonl.length);
	frame->request.rows = frame->rows.bytes ? frame->rows.bytes : "";
	frame->request.rows_length = frame->rows.length;
	return true;
}

const char *
frame_file(struct arena *arena, const char *name, int64_t stage, const char *type)
{
	if (stage == 1)
		return arena_format(arena, "%s%s", name, type);
	return arena_format(arena, "%s-%lld%s", name, (long long)stage, type);
}

/* What a sample was asked for; a later stage may add to the one before, and change nothing. */
static bool
ask_again(struct arena *arena, struct frame *frame, const struct sample *said, int64_t stage,
	  struct sample_request *request, struct error *err)
{
	const struct sample_stage *last = &said->stages.at[said->stages.count - 1];
	const struct sample *before = stage == 1 ? said : &frame->latest;

	if (said->strata_by && !frame_read_rows(arena, frame, err))
		return false;
	*request = frame->request;
	if (!sample_ask_again(arena, before, request, err))
		return false;
	request->tool_version = said->tool_version;
	if (stage == 1)
		return true;
	*LIST_ADD(arena, &request->earlier) = before->stages.at[before->stages.count - 1];
	request->size = last->size;
	request->reason = last->reason;
	request->extends = frame->latest_sha256;
	for (size_t i = 0; i < said->replaced.count; i++)
		if (said->replaced.at[i].stage == stage)
			*LIST_ADD(arena, &request->replaced) = said->replaced.at[i];
	return true;
}

/* The file must be, to the byte, what its own request draws. */
static bool
draw_again(struct arena *arena, struct frame *frame, const struct buffer *bytes, int64_t stage,
	   struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer again = {0};
	struct sample_request request;
	struct sample said;

	if (!sample_parse(arena, bytes->bytes, bytes->length, &said, err) ||
	    !ask_again(arena, frame, &said, stage, &request, err) ||
	    !sample_draw(arena, &request, &frame->latest, err))
		return false;
	sample_write_header(&again, &frame->latest);
	if (again.length != bytes->length || memcmp(again.bytes, bytes->bytes, again.length) != 0 ||
	    (int64_t)frame->latest.stages.count != stage)
		return fail(err, ERROR_LEDGER,
			    "it was edited, or is of another seal or version: it does not draw "
			    "itself again");
	return true;
}

static bool
read_sample(struct arena *arena, struct frame *frame, int64_t stage, bool *found, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *name = frame_file(arena, "sample", stage, ".json");

	*found = false;
	if (!disk_read(arena_format(arena, "%s/%s", frame->folder, name), LIMIT_DOCUMENT_BYTES,
		       &bytes, err))
		return err->code == ERROR_ABSENT;
	*found = true;
	if (!bytes.length)
		return fail(err, ERROR_LEDGER, "'%s' is empty", name);
	if (!draw_again(arena, frame, &bytes, stage, err)) {
		fail_while(err, "'%s'", name);
		return fail_as(err, ERROR_LEDGER);
	}
	frame->latest_sha256 = sha256_hex(arena, bytes.bytes, bytes.length);
	frame->stages = stage;
	return true;
}

bool
frame_read_samples(struct arena *arena, struct frame *frame, struct error *err)
{
	bool found = true;

	for (int64_t stage = 1; found && stage <= LIMIT_STAGES; stage++)
		if (!read_sample(arena, frame, stage, &found, err))
			return false;
	return true;
}
