/* SPDX-License-Identifier: Apache-2.0 */
/* Where do the auditor's files lie? See audit_folder.h. */
#include "cmd/audit_folder.h"

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
audit_write(struct arena *arena, const char *folder, const char *name, const struct buffer *bytes,
	    struct error *err)
{
	const char *path = arena_format(arena, "%s/%s", folder, name);

	if (disk_create(path, bytes->bytes ? bytes->bytes : "", bytes->length, 0644, err))
		return true;
	if (err->code == ERROR_CONFLICT)
		return fail(
			err, ERROR_USAGE,
			"'%s' exists: files of an audit are never replaced; name another folder",
			text_shown(arena, path));
	return false;
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
