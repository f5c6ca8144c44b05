/* SPDX-License-Identifier: Apache-2.0 */
/* Which records does the auditor look at? Draws them from a sealed population by the auditor's
 * seed. */
#include "audit/sample.h"

#include "audit/seal.h"
#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "ledger/dsse.h"
#include "ledger/log.h"

/* The seal in the folder counts only as the leaf that it is in the ledger. */
static bool
find_seal(struct arena *arena, const struct place *place, const char *folder, struct logged *logged,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(log_release) struct log log = {0};
	struct envelope envelope;
	int64_t index;

	if (!audit_read(arena, folder, FILE_SEAL, LIMIT_ENVELOPE_BYTES, &bytes, err)) {
		if (err->code == ERROR_USAGE)
			return fail(err, ERROR_USAGE,
				    "the population is not sealed: run 'changegate audit seal' "
				    "first");
		return false;
	}
	if (!dsse_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &envelope, err) ||
	    !log_open(arena, place->store, place->trust, &log, err) ||
	    !log_find_record(arena, &log,
			     sha256_hex(arena, envelope.payload, envelope.payload_length), &index,
			     err) ||
	    !log_read_record(arena, &log, index, logged, err)) {
		fail_while(err, "reading the seal");
		return fail_as(err, ERROR_LEDGER);
	}
	return logged->record.seal || fail(err, ERROR_LEDGER, FILE_SEAL " is no seal");
}

static bool
write_all(struct arena *arena, const char *folder, const struct sample *sample, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	RELEASED_BY(buffer_release) struct buffer jsonl = {0};
	RELEASED_BY(buffer_release) struct buffer header = {0};
	RELEASED_BY(buffer_release) struct buffer recipe = {0};

	sample_write_csv(&csv, sample);
	sample_write_jsonl(&jsonl, sample);
	sample_write_header(&header, sample);
	sample_write_recipe(&recipe, sample);
	return audit_write(arena, folder, "sample.csv", &csv, err) &&
	       audit_write(arena, folder, "sample.jsonl", &jsonl, err) &&
	       audit_write(arena, folder, "sample.json", &header, err) &&
	       audit_write(arena, folder, "reproduce.sh", &recipe, err);
}

static bool
say(const struct sample *sample, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	for (size_t i = 0; i < sample->items.count; i++)
		buffer_add_format(&out, "%s  %s\n", sample->items.at[i].ticket,
				  sample->items.at[i].record_id);
	for (size_t i = 0; i < sample->warnings.count; i++)
		output_log("%s", sample->warnings.at[i]);
	output_log("%lld of %lld drawn%s; made sample.csv, sample.jsonl, sample.json and "
		   "reproduce.sh",
		   (long long)sample->size, (long long)sample->population,
		   sample->census ? " (all of them)" : "");
	return output_stdout(&out, err);
}

static bool
read_request(const struct arguments *arguments, struct sample_request *request, struct error *err)
{
	const char *count = argument(arguments, "--n");
	const char *time = argument(arguments, "--seed-time");

	request->tool_version = CHANGEGATE_VERSION;
	request->seed = argument(arguments, "--seed");
	if (!request->seed)
		return fail(err, ERROR_USAGE,
			    "which seed? give --seed TEXT, made by the auditor after the seal");
	if (!count || !text_to_integer(count, &request->size) || request->size < 1)
		return fail(err, ERROR_USAGE, "how many? give --n NUMBER, at least 1");
	request->seed_time_given = time != NULL;
	return !time || audit_instant(arguments, "--seed-time", false, &request->seed_time, err);
}

static bool
check_header(struct arena *arena, const char *folder, const struct population_seal *seal,
	     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct population_header header;

	return audit_read(arena, folder, FILE_HEADER, LIMIT_DOCUMENT_BYTES, &bytes, err) &&
	       population_header_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &header,
				       err) &&
	       population_seal_fits_header(seal, &header, err);
}

static bool
draw(struct arena *arena, const struct arguments *arguments, const struct place *place,
     const char *folder, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer ids = {0};
	struct sample_request request = {0};
	struct logged logged;
	struct sample sample;

	if (!read_request(arguments, &request, err) ||
	    !find_seal(arena, place, folder, &logged, err) ||
	    !audit_read(arena, folder, FILE_IDS, LIMIT_DOCUMENT_BYTES, &ids, err) ||
	    !check_header(arena, folder, logged.record.seal, err))
		return false;
	request.seal = logged.record.seal;
	request.seal_record = logged.leaf.payload;
	request.sealed_at = logged.record.time;
	request.ids = ids.bytes ? ids.bytes : "";
	request.ids_length = ids.length;
	return sample_draw(arena, &request, &sample, err) &&
	       write_all(arena, folder, &sample, err) && say(&sample, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(place_close) struct place place = {0};
	const char *folder;

	*status = STATUS_ALLOWED;
	if (!audit_folder(arguments, &folder, err) ||
	    !place_open(arena, arguments,
			arguments->operands.count ? arguments->operands.at[0] : NULL, &place, err))
		return false;
	if (!place.trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	return draw(arena, arguments, &place, folder, err);
}

static const struct option options[] = {
	{"--n", "NUMBER", false, false, "how many records to draw"},
	{"--seed", "TEXT", false, false, "the auditor's seed, at least twenty digits"},
	{"--seed-time", "TIME", false, false,
	 "when the seed was made: must not be before the seal"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_sample_command = {
	.name = "audit sample",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "draw from a sealed population, so that anybody can redo it",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
