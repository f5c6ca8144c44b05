/* SPDX-License-Identifier: Apache-2.0 */
/* Which evidence goes into a pack? Records with their proofs, and the policies that they were
 * judged by. See pack.h. */
#include "cmd/pack.h"

#include <string.h>

#include "audit/ids.h"
#include "audit/secrets.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "cmd/output.h"
#include "ledger/dsse.h"

/* Ids of the latest sample, sorted. */
static bool
list_sampled(struct packing *packing, struct texts *ids, struct error *err)
{
	const struct sample *sample = &packing->frame.latest;

	for (size_t i = 0; packing->frame.stages && i < sample->items.count; i++)
		texts_add(packing->arena, ids, sample->items.at[i].record_id);
	return ids_sort(ids, err);
}

/* Sampled records are shown; without a sample, all of them. More than a page holds stay files. */
static bool
choose_rows(struct packing *packing, struct error *err)
{
	struct texts sampled = {0};
	struct packing_records *records = &packing->records;
	size_t shown = 0;

	if (!list_sampled(packing, &sampled, err))
		return false;
	for (size_t i = 0; i < records->rows.count; i++) {
		struct packed_row *row = &records->rows.at[i];

		row->sampled = ids_contain(&sampled, row->record_id);
		row->taken = !row->unrecorded && (row->sampled || !packing->sample_only);
		row->shown = row->taken && (row->sampled || !packing->frame.stages) &&
			     shown < LIMIT_PAGE_RECORDS;
		shown += row->shown ? 1 : 0;
	}
	return true;
}

/* In the frame now, and not among the sealed ids. */
static bool
find_late(struct packing *packing, struct error *err)
{
	const struct buffer *bytes = &packing->frame.ids;
	struct texts sealed = {0};

	if (!ids_parse(packing->arena, bytes->bytes ? bytes->bytes : "", bytes->length, &sealed,
		       err))
		return false;
	for (size_t i = 0; i < packing->records.rows.count; i++) {
		const struct packed_row *row = &packing->records.rows.at[i];

		if (row->in_frame && !ids_contain(&sealed, row->record_id))
			texts_add(packing->arena, &packing->page.late, row->record_id);
	}
	return true;
}

static bool
scan_statement(struct arena *arena, const struct packed_record *record, const struct node *root,
	       struct error *err)
{
	struct secret_place place;
	const char *pointer;

	if (!secret_find_in(arena, root, &place, &pointer))
		return true;
	return fail(err, ERROR_USAGE,
		    "record %s seems to hold %s, at %s of its statement: nothing was written; "
		    "revoke it, and then hand the record over on another way",
		    text_shown(arena, record->id), place.kind, text_shown(arena, pointer));
}

/* What was in force, by its digest; each once. */
static bool
add_policy(struct packing *packing, const struct node *root, struct error *err)
{
	const struct node *digest = json_pointer(root, "/predicate/evidence/policy/digest");
	const struct node *bytes = json_pointer(root, "/predicate/evidence/policy/bytes");
	RELEASED_BY(buffer_release) struct buffer shown = {0};
	const char *name;

	if (!digest || !bytes || digest->kind != NODE_TEXT || bytes->kind != NODE_TEXT ||
	    !text_is_hex(digest->text, 64))
		return true;
	name = arena_format(packing->arena, "policies/%s.json", digest->text);
	if (texts_contain(&packing->policies, digest->text))
		return true;
	texts_add(packing->arena, &packing->policies, arena_text(packing->arena, digest->text));
	return pack_redact(packing, name, bytes->text, strlen(bytes->text), &shown, err) &&
	       pack_add(&packing->pack, name, shown.bytes, shown.length, err);
}

/* A record that goes in as it is, or with pseudonyms. */
struct told {
	struct buffer bytes;
	bool redacted;
};

static void
told_release(struct told *told)
{
	buffer_release(&told->bytes);
}

/* A statement that names nobody keeps its signature. */
static void
tell(const struct packing *packing, const struct packed_record *record,
     const struct envelope *envelope, const struct node *root, struct told *told)
{
	if (packing->names)
		redact_document(&packing->redaction, root, &told->bytes);
	told->redacted = packing->names && (told->bytes.length != envelope->payload_length ||
					    memcmp(told->bytes.bytes, envelope->payload,
						   envelope->payload_length) != 0);
	if (told->redacted)
		return;
	buffer_clear(&told->bytes);
	buffer_add(&told->bytes, record->envelope, record->envelope_length);
}

static bool
add_files(struct packing *packing, const struct packed_record *record, const struct told *told,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer proof = {0};
	const char *type = told->redacted ? ".redacted.json" : ".json";

	receipt_write(&proof, &record->receipt);
	return pack_add(&packing->pack,
			arena_format(packing->arena, "records/%s.receipt", record->id), proof.bytes,
			proof.length, err) &&
	       pack_add(&packing->pack,
			arena_format(packing->arena, "records/%s%s", record->id, type),
			told->bytes.bytes, told->bytes.length, err);
}

/* The bytes are those of the file that was added last. */
static void
show(struct packing *packing, const struct packed_record *record, bool redacted)
{
	const struct pack_file *file = &packing->pack.files.at[packing->pack.files.count - 1];
	struct page_record shown = {
		.id = record->id,
		.index = record->receipt.index,
		.leaf = record->receipt.leaf,
		.proof = {record->receipt.proof.at, record->receipt.proof.count},
	};

	if (redacted) {
		shown.statement = file->bytes;
		shown.statement_length = file->length;
	} else {
		shown.envelope = file->bytes;
		shown.envelope_length = file->length;
	}
	*LIST_ADD(packing->arena, &packing->page.records) = shown;
	packing->shown_bytes += file->length;
}

static bool
add_record(struct packing *packing, const struct packed_record *record, struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	RELEASED_BY(told_release) struct told told = {0};
	struct envelope envelope;
	const struct node *root;

	arena_init(&scratch);
	if (!dsse_parse(&scratch, record->envelope, record->envelope_length, &envelope, err) ||
	    !json_parse(&scratch, envelope.payload, envelope.payload_length, &root, err) ||
	    !scan_statement(&scratch, record, root, err) || !add_policy(packing, root, err))
		return false;
	tell(packing, record, &envelope, root, &told);
	if (!add_files(packing, record, &told, err))
		return false;
	if (record->shown && told.bytes.length <= LIMIT_PAGE_RECORD_BYTES - packing->shown_bytes)
		show(packing, record, told.redacted);
	else if (record->shown)
		texts_add(packing->arena, &packing->page.omitted, record->id);
	return true;
}

/* Which of the sampled records are files only, so that the page does not miss them. */
static void
name_omitted(struct packing *packing)
{
	struct texts *omitted = &packing->page.omitted;

	for (size_t i = 0; i < packing->records.rows.count; i++) {
		const struct packed_row *row = &packing->records.rows.at[i];

		packing->readme.unrecorded += row->unrecorded;
		if (row->unrecorded)
			continue;
		if (row->sampled && !row->shown)
			texts_add(packing->arena, omitted, row->record_id);
		else if (row->shown && !texts_contain(omitted, row->record_id))
			packing->readme.shown++;
	}
	if (omitted->count)
		output_log("%zu records are files only: a page holds %d records and %u MiB",
			   omitted->count, LIMIT_PAGE_RECORDS,
			   LIMIT_PAGE_RECORD_BYTES / (1024u * 1024));
}

bool
pack_evidence(struct packing *packing, struct error *err)
{
	struct packing_records *records = &packing->records;

	if (!pack_read_rows(packing->arena, &packing->again.jsonl, records, err) ||
	    !choose_rows(packing, err) || !find_late(packing, err))
		return false;
	if (!pack_read_records(packing->arena, &packing->log, packing->frame.seal.index, records,
			       err) ||
	    !pack_learn_names(packing, err))
		return false;
	for (size_t i = 0; i < records->records.count; i++)
		if (!add_record(packing, &records->records.at[i], err))
			return fail_while(err, "packing record %s",
					  text_shown(packing->arena, records->records.at[i].id));
	name_omitted(packing);
	packing->readme.records = (int64_t)records->records.count;
	packing->readme.rows = (int64_t)records->rows.count;
	packing->readme.example = packing->frame.seal.record.record_id;
	return true;
}
