/* SPDX-License-Identifier: Apache-2.0 */
/* Were the rules of an earlier approval as strict as today's? See gather_inherited_rules.h. */
#include "cmd/gather_inherited_rules.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "core/policy_merge.h"

/* Of an effective policy just what says whose approval counts. */
static bool
read_rules(struct arena *arena, const char *bytes, struct node *rules)
{
	static const char *const names[] = {"approval", "forge"};
	const struct node *root;
	struct node **last = &rules->first;
	struct error ignored;

	if (!json_parse(arena, bytes, strlen(bytes), &root, &ignored) || root->kind != NODE_MAP)
		return false;
	*rules = (struct node){.kind = NODE_MAP};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct node *found = node_get(root, names[i]);

		if (!found)
			continue;
		*last = arena_allocate(arena, sizeof(**last));
		**last = *found;
		(*last)->next = NULL;
		last = &(*last)->next;
		rules->count++;
	}
	return rules->count > 0;
}

/* A key that is left out is its strictest word, also where the other rules say a laxer one. */
static bool
accepts_departed(const struct node *rules)
{
	const struct node *approval = node_get(rules, "approval");
	const struct node *word = approval ? node_get(approval, "departed") : NULL;

	return word && word->kind == NODE_TEXT && text_equal(word->text, "accept");
}

static bool
is_as_strict(const char *then, const char *now)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct node own, wanted;
	struct error ignored;

	arena_init(&arena);
	return read_rules(&arena, then, &own) && read_rules(&arena, now, &wanted) &&
	       (!accepts_departed(&own) || accepts_departed(&wanted)) &&
	       policy_only_tightens(&arena, &wanted, "today", &own, NULL, &ignored);
}

bool
was_judged_as_strictly(const struct policy_facts *then, const struct policy_facts *now)
{
	return is_as_strict(then->bytes, now->bytes) &&
	       (!now->previous || is_as_strict(then->bytes, now->previous->bytes));
}
