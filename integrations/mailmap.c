/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses belong to one person? See mailmap.h. */
#include "integrations/mailmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

#define FILE_NAME ".mailmap"

/* One line: whoever is `old_name` (NULL: anybody) at `old_address` is really somebody else. */
struct entry {
	const char *old_address, *old_name; /* in lower case */
	const char *name, *address;         /* NULL: as it was */
	size_t line;
};

struct mailmap {
	struct arena arena;
	LIST(struct entry) entries; /* sorted by old address and name, each once */
};

/* The next "Name <address>" of a line; false if there is none. */
static bool
take_identity(struct arena *arena, const char **at, const char **name, const char **address)
{
	const char *open = strchr(*at, '<');
	const char *close = open ? strchr(open, '>') : NULL;

	if (!close)
		return false;
	*name = text_trim(arena, *at, (size_t)(open - *at));
	if (!**name)
		*name = NULL;
	*address = arena_copy(arena, open + 1, (size_t)(close - open - 1));
	*at = close + 1;
	return true;
}

/* "Name <real> Old <old>", "Name <real> <old>", "<real> <old>" or "Name <real>". */
static void
add_line(struct mailmap *mailmap, const char *line, size_t number)
{
	struct arena *arena = &mailmap->arena;
	const char *name, *address, *old_name = NULL, *old_address;
	struct entry *entry;

	if (*line == '#' || !take_identity(arena, &line, &name, &address) || !*address)
		return;
	if (!take_identity(arena, &line, &old_name, &old_address)) {
		old_address = address;
		address = NULL;
	}
	entry = LIST_ADD(arena, &mailmap->entries);
	entry->old_address = address_to_id(arena, old_address);
	entry->old_name = text_to_lower(arena, old_name);
	entry->name = name;
	entry->address = address;
	entry->line = number;
}

static int
compare_old(const struct entry *a, const struct entry *b)
{
	int order = strcmp(a->old_address, b->old_address);

	if (order != 0)
		return order;
	if (!a->old_name || !b->old_name)
		return (a->old_name != NULL) - (b->old_name != NULL);
	return strcmp(a->old_name, b->old_name);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	int order = compare_old(left, right);

	return order ? order : (left->line > right->line) - (left->line < right->line);
}

/*
 * Of several lines for one name and address the last counts; of several for an address, the last
 * that says the name and the last that says the address.
 */
static void
supersede(struct entry *entry, const struct entry *later)
{
	if (later->name || later->old_name)
		entry->name = later->name;
	if (later->address || later->old_name)
		entry->address = later->address;
}

static void
sort_entries(struct mailmap *mailmap)
{
	struct entry *entries = mailmap->entries.at;
	size_t kept = 0;

	if (!mailmap->entries.count)
		return;
	qsort(entries, mailmap->entries.count, sizeof(*entries), compare_entries);
	for (size_t i = 1; i < mailmap->entries.count; i++) {
		if (compare_old(&entries[kept], &entries[i]) == 0)
			supersede(&entries[kept], &entries[i]);
		else
			entries[++kept] = entries[i];
	}
	mailmap->entries.count = kept + 1;
}

/* Lines that make no sense are skipped, as git does. */
static bool
parse_lines(struct mailmap *mailmap, const char *bytes, size_t length, struct error *err)
{
	size_t at = 0, number = 0;

	while (at < length) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t line = end ? (size_t)(end - bytes) - at : length - at;

		if (number == LIMIT_MAILMAP_LINES)
			return fail(err, ERROR_UNAVAILABLE,
				    "the mailmap has more than %d lines; shorten it",
				    LIMIT_MAILMAP_LINES);
		add_line(mailmap, arena_copy(&mailmap->arena, bytes + at, line), number++);
		at += line + 1;
	}
	sort_entries(mailmap);
	return true;
}

bool
mailmap_parse(const char *bytes, size_t length, struct mailmap **mailmap, struct error *err)
{
	struct mailmap *parsed RELEASED_BY(mailmap_release) = calloc(1, sizeof(*parsed));

	if (!parsed)
		abort();
	if (!parse_lines(parsed, bytes, length, err))
		return false;
	*mailmap = parsed;
	parsed = NULL;
	return true;
}

/* The first entry for an old name (or anybody's) and address; NULL if there is none. */
static const struct entry *
find_entry(const struct mailmap *mailmap, const struct entry *wanted)
{
	size_t low = 0, high = mailmap->entries.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_old(&mailmap->entries.at[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == mailmap->entries.count || compare_old(&mailmap->entries.at[low], wanted) != 0)
		return NULL;
	return &mailmap->entries.at[low];
}

static void
look_up(struct arena *arena, const struct mailmap *mailmap, const char **name, const char **address)
{
	struct entry wanted = {
		.old_address = address_to_id(arena, *address),
		.old_name = text_to_lower(arena, *name),
	};
	const struct entry *found = find_entry(mailmap, &wanted);

	if (!found) {
		wanted.old_name = NULL;
		found = find_entry(mailmap, &wanted);
	}
	if (found && found->name)
		*name = found->name;
	if (found && found->address)
		*address = found->address;
}

static void
describe(struct arena *arena, const char *commit, const char *blob, const struct buffer *bytes,
	 struct source *source)
{
	source->kept_by = "git";
	source->name = arena_format(arena, FILE_NAME "@%s", commit);
	source->reference = arena_text(arena, blob);
	source->sha256 = sha256_hex(arena, bytes->bytes ? bytes->bytes : "", bytes->length);
}

bool
mailmap_read(struct arena *arena, struct git *git, const char *commit, struct mailmap **mailmap,
	     struct source *source, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	char blob[41];

	if (!git_file(git, commit, FILE_NAME, LIMIT_BLOB_BYTES, &bytes, blob, err)) {
		if (err->code != ERROR_ABSENT)
			return false;
		*mailmap = NULL;
		*source = (struct source){0};
		return true;
	}
	if (!mailmap_parse(bytes.bytes, bytes.length, mailmap, err))
		return fail_while(err, FILE_NAME " of %s", commit);
	describe(arena, commit, blob, &bytes, source);
	return true;
}

void
mailmap_release(struct mailmap **mailmap)
{
	if (!*mailmap)
		return;
	arena_release(&(*mailmap)->arena);
	free(*mailmap);
	*mailmap = NULL;
}

/* A mailmap is a foreign file: its bytes need not be UTF-8. */
static const char *
cleaned(struct arena *arena, const char *text)
{
	return text_from_foreign(arena, text, strlen(text), LIMIT_SUBJECT_BYTES);
}

void
mailmap_resolve(struct arena *arena, const struct mailmap *mailmap, const char *name,
		const char *address, struct person *person)
{
	const char *real_name = name, *real_address = address;
	const char *raw_id = address_to_id(arena, cleaned(arena, address));
	const char *raw_name = cleaned(arena, name);

	if (mailmap)
		look_up(arena, mailmap, &real_name, &real_address);
	person->id = address_to_id(arena, cleaned(arena, real_address));
	person->name = cleaned(arena, real_name);
	person->raw_id = text_equal(raw_id, person->id) ? NULL : raw_id;
	person->raw_name = text_equal(raw_name, person->name) ? NULL : raw_name;
}
