/* SPDX-License-Identifier: Apache-2.0 */
/* What does a policy say together with the one it extends, and is it nowhere looser? */
#include "core/policy_merge.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "core/policy.h"

struct comparison {
	struct arena *arena;
	const char *parent_name;
	const struct source_text *source;
	struct error *err;
};

static bool compare_maps(struct comparison *comparison, const struct fields *fields,
			 const char *path, const struct node *parent, const struct node *child);

/* A copy that shares its children and has no sibling yet. */
static struct node *
copy_alone(struct arena *arena, const struct node *node)
{
	struct node *copy = arena_allocate(arena, sizeof(*copy));

	*copy = *node;
	copy->next = NULL;
	return copy;
}

static void
append(struct node *parent, struct node *child)
{
	struct node **last = &parent->first;

	while (*last)
		last = &(*last)->next;
	*last = child;
	parent->count++;
}

static struct node *
without_children(struct arena *arena, const struct node *node)
{
	struct node *copy = copy_alone(arena, node);

	copy->first = NULL;
	copy->count = 0;
	return copy;
}

/* A line of the parent would be shown as one of the child. */
static struct node *
copy_unplaced(struct arena *arena, const struct node *node)
{
	struct node *copy = without_children(arena, node);

	copy->line = copy->column = copy->key_line = copy->key_column = 0;
	for (const struct node *child = node->first; child; child = child->next)
		append(copy, copy_unplaced(arena, child));
	return copy;
}

const struct node *
policy_merge(struct arena *arena, const struct node *parent, const struct node *child)
{
	struct node *merged = without_children(arena, child);

	for (const struct node *own = child->first; own; own = own->next) {
		const struct node *theirs = node_get(parent, own->key);
		const struct node *both = own;
		if (theirs && theirs->kind == NODE_MAP && own->kind == NODE_MAP)
			both = policy_merge(arena, theirs, own);
		append(merged, copy_alone(arena, both));
	}
	for (const struct node *theirs = parent->first; theirs; theirs = theirs->next)
		if (!node_get(child, theirs->key))
			append(merged, copy_unplaced(arena, theirs));
	return merged;
}

/*
 * Environments without `refs` take `branches`: written out on both sides, so that neither naming
 * refs where the parent relied on its branches nor an empty list escapes the comparison.
 */
static struct node *
with_refs(struct arena *arena, const struct node *environment, const struct node *branches)
{
	const struct node *refs = node_get(environment, "refs");
	struct node *copy = without_children(arena, environment);

	for (const struct node *child = environment->first; child; child = child->next)
		if (child != refs || refs->count)
			append(copy, copy_alone(arena, child));
	if (!refs || !refs->count) {
		struct node *written = copy_alone(arena, branches);
		written->key = "refs";
		append(copy, written);
	}
	return copy;
}

static const struct node *
write_out_refs(struct arena *arena, const struct node *policy)
{
	const struct node *environments = node_get(policy, "environments");
	const struct node *branches = node_get(policy, "branches");
	struct node *copy, *list;

	if (!environments || !branches)
		return policy;
	copy = without_children(arena, policy);
	list = without_children(arena, environments);
	for (const struct node *child = environments->first; child; child = child->next)
		append(list, with_refs(arena, child, branches));
	for (const struct node *child = policy->first; child; child = child->next)
		append(copy, child == environments ? list : copy_alone(arena, child));
	return copy;
}

/* ---- comparing ---- */

static const char *
inside(struct comparison *comparison, const char *path, const char *key)
{
	return *path ? arena_format(comparison->arena, "%s.%s", path,
				    text_shown(comparison->arena, key))
		     : text_shown(comparison->arena, key);
}

static const char *
show(struct comparison *comparison, const struct node *node)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};

	if (node->kind == NODE_TEXT)
		return text_shown(comparison->arena, node->text);
	json_write(&json, node);
	return text_shown(comparison->arena, json.bytes);
}

static bool looser(struct comparison *comparison, const struct node *node, const char *path,
		   const char *format, ...) FORMATTED(4, 5);

/* Points at a value on one line, at the key of anything that may have several. */
static bool
looser(struct comparison *comparison, const struct node *node, const char *path, const char *format,
       ...)
{
	bool many = node->kind == NODE_LIST || node->kind == NODE_MAP;
	bool at_key = many && node->key_line;
	char what[LIMIT_ERROR_BYTES / 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	return fail_at(comparison->err, comparison->source, at_key ? node->key_line : node->line,
		       at_key ? node->key_column : node->column, "%s: %s", path, what);
}

static bool
nodes_equal(const struct node *a, const struct node *b)
{
	const struct node *other = b->first;

	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == NODE_BOOLEAN)
		return a->boolean == b->boolean;
	if (a->kind == NODE_INTEGER)
		return a->integer == b->integer;
	if (a->kind == NODE_TEXT)
		return text_equal(a->text, b->text);
	for (const struct node *child = a->first; child; child = child->next) {
		if (a->kind == NODE_MAP)
			other = node_get(b, child->key);
		if (!other || !nodes_equal(child, other))
			return false;
		other = other->next;
	}
	return true;
}

/* Where a value stands among those of its field; more is tighter for MAY_RAISE. */
static bool
rank(const struct field *field, const struct node *node, int64_t *number)
{
	if (field->type == FIELD_INTEGER && node->kind == NODE_INTEGER) {
		*number = node->integer;
		return true;
	}
	if (field->type == FIELD_BOOLEAN && node->kind == NODE_BOOLEAN) {
		*number = node->boolean;
		return true;
	}
	if (node->kind != NODE_TEXT)
		return false;
	if (field->type == FIELD_DURATION)
		return duration_parse(node->text, number);
	if (field->type != FIELD_CHOICE)
		return false;
	for (*number = 0; field->choices[*number]; ++*number)
		if (text_equal(field->choices[*number], node->text))
			return true;
	return false;
}

static bool
compare_ranks(struct comparison *comparison, const struct field *field, const char *path,
	      const struct node *parent, const struct node *child)
{
	bool raise = field->tighter == TIGHTER_MAY_RAISE;
	int64_t theirs, own;

	if (rank(field, parent, &theirs) && rank(field, child, &own) &&
	    (raise ? own >= theirs : own <= theirs))
		return true;
	return looser(comparison, child, path, "%s is looser than %s of %s (may only be %s)",
		      show(comparison, child), show(comparison, parent), comparison->parent_name,
		      raise ? "raised" : "lowered");
}

static bool
compare_fixed(struct comparison *comparison, const char *path, const struct node *parent,
	      const struct node *child)
{
	return nodes_equal(parent, child) ||
	       looser(comparison, child, path, "%s is not %s of %s (may not be changed)",
		      show(comparison, child), show(comparison, parent), comparison->parent_name);
}

static bool
has_equal(const struct node *list, const struct node *wanted)
{
	for (const struct node *child = list->first; child; child = child->next)
		if (nodes_equal(child, wanted))
			return true;
	return false;
}

static bool
compare_removed(struct comparison *comparison, const char *path, const struct node *parent,
		const struct node *child)
{
	for (const struct node *own = child->first; own; own = own->next)
		if (!has_equal(parent, own))
			return looser(comparison, own, path,
				      "%s is not in %s (may only be removed from)",
				      show(comparison, own), comparison->parent_name);
	return child->kind == NODE_LIST ||
	       looser(comparison, child, path, "is not a list as in %s", comparison->parent_name);
}

static bool
lacks(struct comparison *comparison, const char *path, const struct node *wanted,
      const struct node *child)
{
	return looser(comparison, child, path, "lacks %s of %s (may only be added to)",
		      wanted->key ? text_shown(comparison->arena, wanted->key)
				  : show(comparison, wanted),
		      comparison->parent_name);
}

static bool
compare_added_texts(struct comparison *comparison, const char *path, const struct node *parent,
		    const struct node *child)
{
	for (const struct node *theirs = parent->first; theirs; theirs = theirs->next)
		if (!has_equal(child, theirs))
			return lacks(comparison, path, theirs, child);
	return true;
}

/* Is there an element that does for `wanted`? If not, is there one that means to, and where? */
static bool
compare_with_elements(struct comparison *comparison, const struct field *field, const char *path,
		      const struct node *wanted, const struct node *child)
{
	const char *identity = field->of->rows[0].name;
	const struct node *wanted_identity = node_get(wanted, identity), *near = NULL;
	const char *near_path = NULL;
	struct error unused;
	struct comparison attempt = {comparison->arena, comparison->parent_name, NULL, &unused};
	size_t index = 0;

	for (const struct node *own = child->first; own; own = own->next, index++) {
		const struct node *own_identity = node_get(own, identity);
		if (!own_identity || !wanted_identity ||
		    !nodes_equal(own_identity, wanted_identity))
			continue;
		if (compare_maps(&attempt, field->of, "", wanted, own))
			return true;
		near = own;
		near_path = arena_format(comparison->arena, "%s[%zu]", path, index);
	}
	return near ? compare_maps(comparison, field->of, near_path, wanted, near)
		    : lacks(comparison, path, wanted, child);
}

static bool
compare_added(struct comparison *comparison, const struct field *field, const char *path,
	      const struct node *parent, const struct node *child)
{
	if (field->type == FIELD_TEXTS)
		return compare_added_texts(comparison, path, parent, child);
	for (const struct node *theirs = parent->first; theirs; theirs = theirs->next) {
		const struct node *own = node_get(child, theirs->key ? theirs->key : "");
		if (field->type == FIELD_OBJECTS) {
			if (!compare_with_elements(comparison, field, path, theirs, child))
				return false;
		} else if (!own) {
			return lacks(comparison, path, theirs, child);
		} else if (!compare_maps(comparison, field->of,
					 inside(comparison, path, theirs->key), theirs, own)) {
			return false;
		}
	}
	return true;
}

static bool
compare_values(struct comparison *comparison, const struct field *field, const char *path,
	       const struct node *parent, const struct node *child)
{
	switch (field->tighter) {
	case TIGHTER_FIXED:
		return compare_fixed(comparison, path, parent, child);
	case TIGHTER_MAY_ADD:
		return compare_added(comparison, field, path, parent, child);
	case TIGHTER_MAY_REMOVE:
		return compare_removed(comparison, path, parent, child);
	case TIGHTER_MAY_RAISE:
	case TIGHTER_MAY_LOWER:
		return compare_ranks(comparison, field, path, parent, child);
	case TIGHTER_WITHIN:
		return compare_maps(comparison, field->of, path, parent, child);
	case TIGHTER_UNSAID:
		break;
	}
	return fail(comparison->err, ERROR_BUG, "%s has no direction", path);
}

/* What an absent field means; NULL if nothing. */
static const struct node *
default_of(struct comparison *comparison, const struct field *field)
{
	const struct node *node;

	if (!field->unless_given ||
	    !json_parse(comparison->arena, field->unless_given, strlen(field->unless_given), &node,
			comparison->err))
		return NULL;
	return node;
}

static bool
compare_maps(struct comparison *comparison, const struct fields *fields, const char *path,
	     const struct node *parent, const struct node *child)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];
		const struct node *theirs = node_get(parent, field->name);
		const struct node *own = node_get(child, field->name);
		const char *here;
		if (!theirs)
			continue;
		here = inside(comparison, path, field->name);
		if (!own)
			own = default_of(comparison, field);
		if (!own && (theirs->kind == NODE_LIST || theirs->kind == NODE_MAP) &&
		    (theirs->count == 0 || field->tighter == TIGHTER_MAY_REMOVE))
			continue;
		if (!own)
			return looser(comparison, child, here, "is missing, but %s says %s",
				      comparison->parent_name, show(comparison, theirs));
		if (!compare_values(comparison, field, here, theirs, own))
			return false;
	}
	return true;
}

bool
policy_only_tightens(struct arena *arena, const struct node *parent, const char *parent_name,
		     const struct node *child, const struct source_text *source, struct error *err)
{
	struct comparison comparison = {arena, parent_name, source, err};

	return compare_maps(&comparison, &policy_fields, "", write_out_refs(arena, parent),
			    write_out_refs(arena, child));
}
