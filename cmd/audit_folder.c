/* SPDX-License-Identifier: Apache-2.0 */
/* Where do the auditor's files lie? See audit_folder.h. */
#include "cmd/audit_folder.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "integrations/disk.h"

bool
audit_folder(const struct arguments *arguments, const char **folder, struct error *err)
{
	*folder = argument(arguments, "--directory");
	return (*folder && (*folder)[0]) ||
	       fail(err, ERROR_USAGE, "where do the files go? give --directory DIR");
}

bool
audit_exists(struct arena *arena, const char *folder, const char *name, struct error *err)
{
	if (err->code != ERROR_CONFLICT)
		return false;
	return fail(err, ERROR_USAGE,
		    "'%s' exists: files of an audit are never replaced; name another folder",
		    text_shown(arena, arena_format(arena, "%s/%s", folder, name)));
}

bool
audit_write(struct arena *arena, const char *folder, const char *name, const struct buffer *bytes,
	    struct error *err)
{
	const char *path = arena_format(arena, "%s/%s", folder, name);

	return disk_create(path, bytes->bytes ? bytes->bytes : "", bytes->length, 0644, err) ||
	       audit_exists(arena, folder, name, err);
}

bool
audit_read(struct arena *arena, const char *folder, const char *name, size_t limit,
	   struct buffer *bytes, struct error *err)
{
	if (disk_read(arena_format(arena, "%s/%s", folder, name), limit, bytes, err))
		return true;
	return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
}

bool
audit_reconciliation(struct arena *arena, const char *folder, struct reconciliation_file *out,
		     const char **sha256, bool *found, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *path = arena_format(arena, "%s/" FILE_RECONCILIATION, folder);

	*found = false;
	if (!disk_read(path, LIMIT_DOCUMENT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT;
	*sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	if (!reconciliation_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, out, err))
		return false;
	*found = true;
	return true;
}

bool
audit_reconciliation_of(struct arena *arena, const char *folder,
			const struct population_header *header, struct reconciliation_file *out,
			bool *found, struct error *err)
{
	const char *sha256 = NULL;
	bool read = audit_reconciliation(arena, folder, out, &sha256, found, err);

	/* Whether it is the file that was sealed comes before what is in it. */
	if ((read || sha256) && !text_equal(sha256, header->reconciliation_sha256))
		return fail(err, ERROR_LEDGER,
			    "%s is not what the population was listed with: list it again in a new "
			    "folder",
			    FILE_RECONCILIATION);
	return read;
}

bool
audit_instant(const struct arguments *arguments, const char *option, bool last, int64_t *instant,
	      struct error *err)
{
	const char *text = argument(arguments, option);
	struct civil day;

	if (!text)
		return fail(err, ERROR_USAGE, "which period? give --from and --to");
	if (instant_parse(text, instant))
		return true;
	if (!local_parse(text, &day) || day.hour || day.minute || day.second)
		return fail(err, ERROR_USAGE,
			    "%s is neither a day (2026-01-31) nor a time in UTC "
			    "(2026-01-31T10:00:00Z)",
			    option);
	*instant = civil_to_seconds(&day) + (last ? INT64_C(86399) : 0);
	return true;
}
