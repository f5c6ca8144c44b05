/* SPDX-License-Identifier: Apache-2.0 */
/* How many change requests of a deploy name the same ticket? See ticket_reuse.h. */
#include "checks/ticket_reuse.h"

#include "base/text.h"
#include "checks/subject.h"
#include "checks/ticket_named.h"

void
ticket_count_uses(struct judgement *judgement, const struct change_index *index,
		  struct ticket_uses *out)
{
	const struct change *change = &judgement->evidence->change;

	*out = (struct ticket_uses){0};
	for (size_t r = 0; r < change->requests.count; r++) {
		struct named_tickets named = {0};

		if (!request_is_judged(judgement, &change->requests.at[r]))
			continue;
		ticket_list_named(judgement, index, &change->requests.at[r], &named);
		for (size_t i = 0; i < named.all.count; i++)
			if (named.all.at[i].miss == TICKET_COUNTS)
				texts_add(judgement->arena, &out->keys,
					  named.all.at[i].reference->key);
	}
}

size_t
ticket_uses_of(const struct ticket_uses *uses, const char *key)
{
	size_t count = 0;

	for (size_t i = 0; i < uses->keys.count; i++)
		count += text_equal(uses->keys.at[i], key);
	return count;
}
