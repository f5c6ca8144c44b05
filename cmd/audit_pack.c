/* SPDX-License-Identifier: Apache-2.0 */
/* What does the auditor get? One folder with everything that a sealed population rests on, and a
 * page to look into it and to check it without network. */
#include <string.h>

#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/audit_listing.h"
#include "cmd/output.h"
#include "cmd/pack.h"

#define LIMIT_RESTRICTION 300 /* bytes of who may read it and what for */

static void
packing_release(struct packing *packing)
{
	frame_release(&packing->frame);
	log_release(&packing->log);
	building_release(&packing->again);
	page_release(&packing->page);
}

static bool
read_restriction(struct packing *packing, const char *option, const char **out, struct error *err)
{
	const char *text = argument(packing->arguments, option);

	if (!text || !text[0])
		return fail(err, ERROR_USAGE,
			    "a pack is for somebody and for something: give --recipient and "
			    "--purpose");
	if (strlen(text) > LIMIT_RESTRICTION || !text_is_utf8(text, strlen(text)))
		return fail(err, ERROR_USAGE, "%s has more than %d bytes, or is not UTF-8", option,
			    LIMIT_RESTRICTION);
	*out = text;
	return true;
}

static bool
read_options(struct packing *packing, struct error *err)
{
	const char *records = argument(packing->arguments, "--records");

	packing->names = argument(packing->arguments, "--redact");
	packing->sample_only = text_equal(records, "sample");
	if (records && !packing->sample_only && !text_equal(records, "population"))
		return fail(err, ERROR_USAGE, "--records is population or sample");
	return read_restriction(packing, "--recipient", &packing->page.recipient, err) &&
	       read_restriction(packing, "--purpose", &packing->page.purpose, err);
}

static bool
read_header(struct packing *packing, struct error *err)
{
	return audit_listing_read(packing->arena, &packing->frame.place, packing->frame.folder,
				  &packing->header, err);
}

/* From the ledger, which must verify: population.jsonl was not sealed. */
static bool
build_again(struct packing *packing, struct error *err)
{
	const struct population_header *header = &packing->header;
	struct population_request request = {.from = header->from,
					     .to = header->to,
					     .environments = header->environments,
					     .services = header->services,
					     .tool_version = CHANGEGATE_VERSION};

	packing->again.reconciliation =
		packing->frame.reconciled ? &packing->frame.reconciliation : NULL;
	packing->again.reconciliation_sha256 = packing->frame.reconciliation_sha256;
	return building_build(packing->arena, &packing->frame.place, &request, &packing->again,
			      err) &&
	       log_open(packing->arena, packing->frame.place.store, packing->frame.place.trust,
			&packing->log, err);
}

static bool
open_all(struct packing *packing, struct error *err)
{
	if (!frame_open(packing->arena, packing->arguments, &packing->frame, err) ||
	    !frame_read_samples(packing->arena, &packing->frame, err) ||
	    !read_header(packing, err) || !pack_choose_target(packing, err) ||
	    !build_again(packing, err))
		return false;
	if (packing->sample_only && !packing->frame.stages)
		return fail(err, ERROR_USAGE, "--records sample: no sample was drawn yet");
	return true;
}

/* As it lies in the folder, so that the page can compare its digest; a long one stays a file. */
static bool
show_reconciliation(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct page *page = &packing->page;

	page->reconciled = packing->frame.reconciled;
	if (!page->reconciled)
		return true;
	if (!audit_read(packing->arena, packing->frame.folder, FILE_RECONCILIATION,
			LIMIT_DOCUMENT_BYTES, &bytes, err) ||
	    !pack_redact(packing, FILE_RECONCILIATION, bytes.bytes ? bytes.bytes : "", bytes.length,
			 &page->reconciliation, err))
		return false;
	if (page->reconciliation.length > LIMIT_PAGE_RECONCILIATION_BYTES)
		buffer_clear(&page->reconciliation);
	return true;
}

static bool
fill_page(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer header = {0};
	struct page *page = &packing->page;
	const struct buffer *rows = &packing->again.jsonl;

	page->tool_version = CHANGEGATE_VERSION;
	page->redacted = packing->names != NULL;
	page->seal = packing->frame.seal.record.record_id;
	population_header_write(&page->header, &packing->header);
	if (packing->frame.stages) {
		sample_write_header(&page->sample, &packing->frame.latest);
		sample_write_jsonl(&page->items, &packing->frame.latest);
		packing->readme.recipe =
			frame_file(packing->arena, "reproduce", packing->frame.stages, ".sh");
	}
	if (!show_reconciliation(packing, err))
		return false;
	packing->readme.page = page;
	packing->readme.origin = packing->log.checkpoint.origin;
	return pack_redact(packing, "rows.jsonl", rows->bytes ? rows->bytes : "", rows->length,
			   &page->rows, err);
}

static bool
say(struct packing *packing, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out,
			  "%lld deployments, %lld records with proofs, %zu files\n"
			  "made %s; open index.html there, or read README.txt\n",
			  (long long)packing->readme.rows, (long long)packing->readme.records,
			  packing->pack.files.count + 1 + (packing->readme.signer ? 1 : 0),
			  text_shown(packing->arena, packing->target));
	if (packing->readme.signer)
		buffer_add_format(&out, "signed with %s\n", packing->readme.signer);
	if (packing->names)
		buffer_add_format(&out, "keep %s: it says who is who\n",
				  text_shown(packing->arena, packing->names));
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(packing_release)
	struct packing packing = {.arena = arena, .arguments = arguments, .pack.arena = arena};

	*status = STATUS_ALLOWED;
	return read_options(&packing, err) && open_all(&packing, err) &&
	       pack_evidence(&packing, err) && pack_keys(&packing, err) &&
	       pack_checkpoints(&packing, err) && pack_folder(&packing, err) &&
	       fill_page(&packing, err) && pack_write(&packing, err) && say(&packing, err);
}

static const struct option options[] = {
	{"--pack", "DIR", false, false, "where the pack goes: a new folder"},
	{"--recipient", "TEXT", false, false, "who may read it"},
	{"--purpose", "TEXT", false, false, "what for"},
	{"--records", "population|sample", false, false,
	 "whose records are in it (default: population)"},
	{"--checkpoint", "FILE", false, false, "a checkpoint kept elsewhere, to put in"},
	{"--redact", "FILE", false, false,
	 "replace names of people; FILE, which stays with you, says who is who"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_pack_command = {
	.name = "audit pack",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "put everything into one folder for the auditor, with a page that checks it",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
