/* SPDX-License-Identifier: Apache-2.0 */
/* Who is named in a pack, and what are they called in it? See pack.h. */
#include "cmd/pack.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "ledger/dsse.h"

#define SALT_BYTES 32
#define LIMIT_NAMES_BYTES (64u * 1024 * 1024)

/* That of the file, so that later packs have the same pseudonyms; a new one if there is no file. */
static bool
choose_salt(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	uint8_t salt[SALT_BYTES];
	char digits[2 * SALT_BYTES + 1];

	if (disk_read(packing->names, LIMIT_NAMES_BYTES, &bytes, err))
		return redaction_read_salt(packing->arena, bytes.bytes ? bytes.bytes : "",
					   bytes.length, &packing->redaction.salt, err) ||
		       fail_while(err, "'%s'", text_shown(packing->arena, packing->names));
	if (err->code != ERROR_ABSENT || !random_fill(salt, sizeof(salt), err))
		return false;
	hex_encode(digits, salt, sizeof(salt));
	packing->redaction.salt = arena_text(packing->arena, digits);
	return true;
}

static bool
learn_record(struct packing *packing, const struct packed_record *record, struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct envelope envelope;
	const struct node *root;

	arena_init(&scratch);
	return dsse_parse(&scratch, record->envelope, record->envelope_length, &envelope, err) &&
	       json_parse(&scratch, envelope.payload, envelope.payload_length, &root, err) &&
	       redaction_learn(&packing->redaction, root, err);
}

/* Whoever other systems name, and whom the forge named when it was asked again. */
static bool
learn_outside(struct packing *packing, struct error *err)
{
	const struct frame *frame = &packing->frame;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct node *root;

	for (size_t i = 0; frame->reconciled && i < frame->reconciliation.unrecorded.count; i++)
		if (!redaction_learn_name(&packing->redaction,
					  frame->reconciliation.unrecorded.at[i].actor, err))
			return false;
	for (size_t i = 0; frame->reconciled && i < frame->reconciliation.people.count; i++)
		if (!redaction_learn_name(&packing->redaction, frame->reconciliation.people.at[i],
					  err))
			return false;
	if (!disk_read(arena_format(packing->arena, "%s/" FILE_CORROBORATION, frame->folder),
		       LIMIT_DOCUMENT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT;
	return json_parse(packing->arena, bytes.bytes ? bytes.bytes : "", bytes.length, &root,
			  err) &&
	       redaction_learn(&packing->redaction, root, err);
}

bool
pack_learn_names(struct packing *packing, struct error *err)
{
	const struct packing_records *records = &packing->records;

	if (!packing->names)
		return true;
	packing->redaction.arena = packing->arena;
	if (!choose_salt(packing, err))
		return false;
	for (size_t i = 0; i < records->records.count; i++)
		if (!learn_record(packing, &records->records.at[i], err))
			return fail_while(err, "replacing names");
	if (!learn_outside(packing, err))
		return fail_while(err, "replacing names");
	redaction_ready(&packing->redaction);
	return true;
}

bool
pack_keep_names(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!packing->names)
		return true;
	redaction_write(&packing->redaction, &bytes);
	return disk_write_atomic(packing->names, bytes.bytes, bytes.length, 0600, err);
}

/* One document, or one on each line. */
static bool
redact_json(struct packing *packing, const char *bytes, size_t length, bool lines,
	    struct buffer *out, struct error *err)
{
	size_t at = 0;

	while (at < length) {
		RELEASED_BY(arena_release) struct arena scratch;
		const char *end = lines ? memchr(bytes + at, '\n', length - at) : NULL;
		size_t size = end ? (size_t)(end - bytes) - at : length - at;
		const struct node *root;

		arena_init(&scratch);
		if (!json_parse(&scratch, bytes + at, size, &root, err))
			return false;
		redact_document(&packing->redaction, root, out);
		buffer_add_byte(out, '\n');
		at += size + (end ? 1 : 0);
	}
	return true;
}

bool
pack_redact(struct packing *packing, const char *name, const char *bytes, size_t length,
	    struct buffer *out, struct error *err)
{
	bool lines = text_ends_with(name, ".jsonl");

	if (!packing->names || text_equal(name, "seal.json"))
		buffer_add(out, bytes, length); /* the record of a seal names nobody */
	else if (lines || text_ends_with(name, ".json"))
		return redact_json(packing, bytes, length, lines, out, err) ||
		       fail_while(err, "replacing names in '%s'", text_shown(packing->arena, name));
	else
		redact_text(&packing->redaction, bytes, length, out);
	return true;
}
