/* SPDX-License-Identifier: Apache-2.0 */
/* Are the lists in an auditor's folder still those that the ledger gives? See audit_listing.h. */
#include "cmd/audit_listing.h"

#include <string.h>

#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/building.h"

static bool
check_file(struct arena *arena, const char *folder, const char *name, const struct buffer *given,
	   struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!audit_read(arena, folder, name, given->length + LIMIT_DOCUMENT_BYTES, &bytes, err))
		return false;
	if (bytes.length == given->length &&
	    (!bytes.length || memcmp(bytes.bytes, given->bytes, bytes.length) == 0))
		return true;
	return fail(err, ERROR_LEDGER,
		    "'%s' is not what the ledger gives: it was edited, or listed by another "
		    "version of changegate; list the population again, in a new folder",
		    name);
}

/* As it was listed: of the ledger of then, by the version that it names, and with the deploys that
 * the reconciliation in the folder found without a record. */
static bool
build(struct arena *arena, const struct place *place, const char *folder,
      const struct population_header *header, struct building *building, struct error *err)
{
	struct reconciliation_file reconciliation;
	bool reconciled;
	struct population_request request = {.from = header->from,
					     .to = header->to,
					     .environments = header->environments,
					     .services = header->services,
					     .tool_version = header->tool_version};

	if (!audit_reconciliation_of(arena, folder, header, &reconciliation, &reconciled, err))
		return false;
	building->reconciliation = reconciled ? &reconciliation : NULL;
	building->reconciliation_sha256 = header->reconciliation_sha256;
	building->with_extras = true;
	building->until = header->ledger.size;
	return building_build(arena, place, &request, building, err);
}

bool
audit_listing_read(struct arena *arena, const struct place *place, const char *folder,
		   struct population_header *header, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(building_release) struct building building = {0};

	return audit_read(arena, folder, FILE_HEADER, LIMIT_DOCUMENT_BYTES, &bytes, err) &&
	       population_header_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, header,
				       err) &&
	       build(arena, place, folder, header, &building, err) &&
	       check_file(arena, folder, FILE_HEADER, &building.header, err) &&
	       check_file(arena, folder, FILE_CSV, &building.csv, err) &&
	       check_file(arena, folder, FILE_JSONL, &building.jsonl, err) &&
	       check_file(arena, folder, FILE_HTML, &building.html, err) &&
	       check_file(arena, folder, FILE_CHANGES, &building.changes, err);
}
