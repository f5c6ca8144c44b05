/* SPDX-License-Identifier: Apache-2.0 */
/* Who of many people may be the same human? See traits.h. */
#include "checks/traits.h"

#include <stdlib.h>
#include <string.h>

static void
add_trait(struct arena *arena, struct bearings *bearings, const char *key, struct traits *traits)
{
	*LIST_ADD(arena, &bearings->all) = (struct bearing){key, &traits->at[traits->count++]};
}

void
traits_add(struct arena *arena, struct bearings *bearings, const struct person *person,
	   const char *fingerprint, struct traits *traits)
{
	const char *keys[PERSON_KEYS];
	size_t count = person_keys(arena, person, keys);

	traits->count = 0;
	for (size_t i = 0; i < count; i++)
		add_trait(arena, bearings, keys[i], traits);
	/* No address and no name begins so. */
	if (fingerprint && *fingerprint)
		add_trait(arena, bearings, arena_format(arena, "#%s", fingerprint), traits);
}

static int
compare_bearings(const void *a, const void *b)
{
	return strcmp(((const struct bearing *)a)->key, ((const struct bearing *)b)->key);
}

size_t
traits_number(struct bearings *bearings)
{
	struct bearing *all = bearings->all.at;
	size_t number = 0;

	if (!bearings->all.count)
		return 0;
	qsort(all, bearings->all.count, sizeof(*all), compare_bearings);
	for (size_t i = 0; i < bearings->all.count; i++) {
		if (i > 0 && compare_bearings(&all[i - 1], &all[i]) != 0)
			number++;
		*all[i].number = number;
	}
	return number + 1;
}
