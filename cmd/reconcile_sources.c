/* SPDX-License-Identifier: Apache-2.0 */
/* What do other systems say? See reconcile_sources.h. */
#include "cmd/reconcile_sources.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "cmd/same_ledger.h"
#include "integrations/disk.h"
#include "integrations/files.h"
#include "integrations/git_first_parents.h"
#include "ledger/log.h"

bool
reconcile_duration(const struct arguments *arguments, const char *option, int64_t *seconds,
		   struct error *err)
{
	const char *text = argument(arguments, option);

	return !text || duration_parse(text, seconds) ||
	       fail(err, ERROR_USAGE, "%s is a duration: 30m, 24h", option);
}

/* "A=B" in two. */
static bool
split(struct arena *arena, const char *text, const char **name, const char **value)
{
	const char *sign = strchr(text, '=');

	if (!sign || sign == text || !sign[1])
		return false;
	*name = arena_copy(arena, text, (size_t)(sign - text));
	*value = sign + 1;
	return true;
}

static bool
kind_of(const char *name, int *kind)
{
	for (*kind = 0; outside_names[*kind]; ++*kind)
		if (text_equal(outside_names[*kind], name))
			return true;
	return false;
}

static bool
columns_for(struct arena *arena, const struct arguments *arguments, struct outside_source *source,
	    struct outside_columns *out, struct error *err)
{
	struct texts all = {0};

	arguments_all(arena, arguments, "--column", &all);
	for (size_t i = 0; i < all.count; i++) {
		const char *field, *header, *dot;
		int named;

		if (!split(arena, all.at[i], &field, &header) || !(dot = strchr(field, '.')) ||
		    !kind_of(arena_copy(arena, field, (size_t)(dot - field)), &named))
			return fail(err, ERROR_USAGE,
				    "--column %s: write KIND.FIELD=HEADER, as in "
				    "runtime.commit=git_sha",
				    text_shown(arena, all.at[i]));
		if (named != source->kind)
			continue;
		*LIST_ADD(arena, out) = (struct outside_column){dot + 1, header};
		texts_add(arena, &source->columns, arena_format(arena, "%s=%s", dot + 1, header));
	}
	return true;
}

static bool
read_source(struct arena *arena, const struct arguments *arguments, const char *text,
	    struct reconciliation *all, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct outside_columns columns = {0};
	struct outside_source source = {0};
	const char *name;

	if (!split(arena, text, &name, &source.file) || !kind_of(name, &source.kind))
		return fail(err, ERROR_USAGE,
			    "--source %s: write KIND=FILE; a kind is deployments, "
			    "deployment-statuses, runs, cloud, runtime, registry, tickets or rules",
			    text_shown(arena, text));
	if (!columns_for(arena, arguments, &source, &columns, err))
		return false;
	if (!disk_read(source.file, LIMIT_SOURCE_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	source.sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	if (!outside_read(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &columns, &source,
			  err))
		return fail_while(err, "'%s'", text_shown(arena, source.file));
	*LIST_ADD(arena, &all->sources) = source;
	return true;
}

bool
reconcile_read_sources(struct arena *arena, const struct arguments *arguments,
		       struct reconciliation *all, struct error *err)
{
	struct texts texts = {0};

	arguments_all(arena, arguments, "--source", &texts);
	if (texts.count > LIMIT_SOURCES)
		return fail(err, ERROR_USAGE, "more than %d sources", LIMIT_SOURCES);
	for (size_t i = 0; i < texts.count; i++)
		if (!read_source(arena, arguments, texts.at[i], all, err))
			return false;
	return true;
}

static bool
read_clone(struct arena *arena, const char *repository, const char *path,
	   struct reconciliation *all, struct error *err)
{
	RELEASED_BY(git_close) struct git *git = NULL;
	struct line_of_history *line;
	struct texts commits = {0};
	char tip[41];

	if (!git_open(path, &git, err) || !git_resolve(git, "HEAD", tip, err) ||
	    !git_first_parents(arena, git, tip, &commits, err))
		return fail_while(err, "'%s'", text_shown(arena, path));
	line = LIST_ADD(arena, &all->histories);
	*line = (struct line_of_history){repository, commits};
	return true;
}

bool
reconcile_read_clones(struct arena *arena, const struct arguments *arguments,
		      struct reconciliation *all, struct error *err)
{
	struct texts texts = {0};

	arguments_all(arena, arguments, "--clone", &texts);
	for (size_t i = 0; i < texts.count; i++) {
		const char *repository, *path;

		if (!split(arena, texts.at[i], &repository, &path))
			return fail(err, ERROR_USAGE, "--clone %s: write REPOSITORY=DIR",
				    text_shown(arena, texts.at[i]));
		if (!read_clone(arena, repository, path, all, err))
			return false;
	}
	return true;
}

bool
reconcile_read_corroboration(struct arena *arena, const struct arguments *arguments,
			     const struct place *place, struct reconciliation *all,
			     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct corroboration_file *file = arena_allocate(arena, sizeof(*file));
	const char *path = argument(arguments, "--corroboration");

	if (!path)
		return true;
	if (!disk_read(path, LIMIT_SOURCE_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	if (!corroboration_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, file, err))
		return fail_while(err, "'%s'", text_shown(arena, path));
	if (!same_ledger(arena, place, &file->ledger,
			 arena_format(arena, "'%s'", text_shown(arena, path)), err))
		return false;
	all->corroboration = file;
	all->corroboration_name = path;
	all->corroboration_sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	return true;
}

static bool
read_receipt(struct arena *arena, const char *path, const struct trust *trust,
	     struct receipt *receipt, struct leaf *leaf, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	return disk_read(path, LIMIT_DOCUMENT_BYTES, &bytes, err) &&
	       receipt_parse(arena, arena_copy(arena, bytes.bytes ? bytes.bytes : "", bytes.length),
			     bytes.length, receipt, err) &&
	       receipt_verify(arena, receipt, trust, err) &&
	       leaf_parse(arena, receipt->leaf, receipt->leaf_length, leaf, err);
}

/* Whoever has it was told that the record is in the ledger, by a key that the trust root names. */
static bool
compare_receipt(struct arena *arena, struct log *log, const char *path, const struct trust *trust,
		struct reconciliation *all, struct error *err)
{
	struct receipt receipt;
	struct leaf leaf;
	int64_t index;

	if (!read_receipt(arena, path, trust, &receipt, &leaf, err))
		return fail_while(err, "'%s'", text_shown(arena, path));
	all->receipts++;
	if (log_find_record(arena, log, leaf.payload, &index, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	*LIST_ADD(arena, &all->withheld) = (struct withheld){
		.file = path,
		.record_id = leaf.record_id,
		.result = record_result_names[leaf.result],
		.why = arena_format(
			arena,
			"a signed receipt shows this %s record (%s), and the ledger does "
			"not have it: it was removed or withheld",
			record_result_names[leaf.result], leaf.commit ? leaf.commit : "no commit"),
		.key = leaf.key,
		.commit = leaf.commit,
		.at = leaf.time,
	};
	return true;
}

static bool
compare_folder(struct arena *arena, struct log *log, const char *folder, const struct trust *trust,
	       struct reconciliation *all, struct error *err)
{
	struct file_entries entries = {0};

	if (!folder_read(arena, folder, &entries, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	for (size_t i = 0; i < entries.count; i++) {
		if (entries.at[i].kind != FILE_REGULAR)
			continue;
		if (all->receipts == LIMIT_RECEIPTS)
			return fail(err, ERROR_USAGE, "more than %d receipts", LIMIT_RECEIPTS);
		if (!compare_receipt(arena, log,
				     arena_format(arena, "%s/%s", folder, entries.at[i].name),
				     trust, all, err))
			return false;
	}
	return true;
}

bool
reconcile_read_receipts(struct arena *arena, const struct arguments *arguments,
			const struct place *place, struct reconciliation *all, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct texts folders = {0};

	arguments_all(arena, arguments, "--receipts", &folders);
	all->has_receipts = folders.count > 0;
	if (!folders.count)
		return true;
	if (!log_open(arena, place->store, place->trust, &log, err))
		return false;
	for (size_t i = 0; i < folders.count; i++)
		if (!compare_folder(arena, &log, folders.at[i], place->trust, all, err))
			return false;
	return true;
}
