/* SPDX-License-Identifier: Apache-2.0 */
/* Which of what the forge said is meant? See forge.h. */
#include "core/forge.h"

#include "base/text.h"

const struct forge_request *
forge_find_request(const struct forge_facts *facts, int64_t number)
{
	for (size_t i = 0; i < facts->requests.count; i++)
		if (facts->requests.at[i].number == number)
			return &facts->requests.at[i];
	return NULL;
}

bool
account_equal(const struct account *a, const struct account *b)
{
	return a && b && a->id && a->id[0] && text_equal(a->id, b->id);
}
