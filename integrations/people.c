/* SPDX-License-Identifier: Apache-2.0 */
/* Who is behind a name and an address? See people.h. */
#include "integrations/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int
compare_aliases(const void *a, const void *b)
{
	return strcmp(((const struct alias *)a)->id, ((const struct alias *)b)->id);
}

static struct alias *
find_alias(const struct aliases *aliases, const char *id)
{
	struct alias wanted = {.id = id};

	if (!aliases->all.count)
		return NULL;
	return bsearch(&wanted, aliases->all.at, aliases->all.count, sizeof(wanted),
		       compare_aliases);
}

/* Whom any of these was joined with before, or the first of them. */
static const char *
first_of(const struct aliases *aliases, const struct texts *ids)
{
	for (size_t i = 0; i < ids->count; i++) {
		const struct alias *known = find_alias(aliases, ids->at[i]);

		if (known)
			return known->first;
	}
	return ids->at[0];
}

/* Two persons that an address has in common are one. */
static void
rename_all(struct aliases *aliases, const char *from, const char *to)
{
	for (size_t i = 0; i < aliases->all.count; i++)
		if (text_equal(aliases->all.at[i].first, from))
			aliases->all.at[i].first = to;
}

static void
add_new(struct arena *arena, struct aliases *aliases, const struct texts *ids, const char *first)
{
	size_t before = aliases->all.count;

	for (size_t i = 0; i < ids->count; i++) {
		struct aliases known = {.all = {aliases->all.at, before}};

		if (!find_alias(&known, ids->at[i]))
			*LIST_ADD(arena, &aliases->all) = (struct alias){ids->at[i], first};
	}
	if (aliases->all.count)
		qsort(aliases->all.at, aliases->all.count, sizeof(*aliases->all.at),
		      compare_aliases);
}

void
aliases_join(struct arena *arena, struct aliases *aliases, const struct texts *addresses)
{
	struct texts ids = {0};
	const char *first;

	if (addresses->count < 2)
		return;
	for (size_t i = 0; i < addresses->count; i++)
		texts_add(arena, &ids, address_to_id(arena, addresses->at[i]));
	first = first_of(aliases, &ids);
	for (size_t i = 0; i < ids.count; i++) {
		const struct alias *known = find_alias(aliases, ids.at[i]);

		if (known && !text_equal(known->first, first))
			rename_all(aliases, known->first, first);
	}
	add_new(arena, aliases, &ids, first);
}

static void
resolve_by(struct arena *arena, const struct naming *naming, const char *name, const char *address,
	   struct person *person)
{
	const struct alias *alias;

	mailmap_resolve(arena, naming->mailmap, name, address, person);
	alias = find_alias(&naming->aliases, person->id);
	if (!alias || text_equal(alias->first, person->id))
		return;
	if (!person->raw_id)
		person->raw_id = person->id;
	person->id = alias->first;
}

void
people_resolve(struct arena *arena, const struct people *people, const char *name,
	       const char *address, struct person *person)
{
	struct person before = {0};

	*person = (struct person){0};
	resolve_by(arena, &people->now, name, address, person);
	if (!people->compares)
		return;
	resolve_by(arena, &people->before, name, address, &before);
	if (!text_equal(before.id, person->id))
		person->before_id = before.id;
}
