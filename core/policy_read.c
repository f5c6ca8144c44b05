/* SPDX-License-Identifier: Apache-2.0 */
/* Which policy do these bytes hold, strictly? Reading what people write, and what records keep. */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/yaml.h"
#include "core/policy.h"
#include "core/policy_merge.h"
#include "core/policy_rules.h"
#include "core/presets.h"

#define NEAR_DISTANCE 2 /* edits, up to which "did you mean" */
/* Quoting, escapes and defaults make a policy longer than what people wrote, but never that much.
 */
#define EFFECTIVE_BYTES (16u * LIMIT_POLICY_BYTES)

/* A policy on its way from document to struct. */
struct reading {
	struct arena *arena;
	const struct source_text *source; /* NULL: an effective policy */
	struct error *err;
};

/* ---- keys that nothing enforces ---- */

/* The index of the field, or that there is none: `fields->count`. */
static size_t
find_field(const struct fields *fields, const char *key)
{
	size_t i = 0;

	while (i < fields->count && !text_equal(fields->rows[i].name, key))
		i++;
	return i;
}

static const char *
nearest_key(const struct fields *fields, const char *key)
{
	const char *nearest = NULL;
	size_t least = NEAR_DISTANCE + 1;

	for (size_t i = 0; i < fields->count; i++) {
		size_t distance = text_distance(key, fields->rows[i].name);
		if (distance < least && distance < strlen(fields->rows[i].name)) {
			least = distance;
			nearest = fields->rows[i].name;
		}
	}
	return nearest;
}

/* Nobody may believe in a control that is not there. */
static bool
refuse_key(struct reading *reading, const struct fields *fields, const char *path,
	   const struct node *child)
{
	const char *nearest = nearest_key(fields, child->key);
	const char *key = text_shown(reading->arena, child->key);
	const char *where = *path ? arena_format(reading->arena, " in %s", path) : "";

	if (nearest)
		return fail_at(reading->err, reading->source, child->key_line, child->key_column,
			       "unknown key '%s'%s; did you mean '%s'?", key, where, nearest);
	return fail_at(reading->err, reading->source, child->key_line, child->key_column,
		       "unknown key '%s'%s: nothing in this version enforces it", key, where);
}

static bool know_keys(struct reading *reading, const struct fields *fields, const char *path,
		      const struct node *map);

static const char *
inside(struct reading *reading, const char *path, const char *key)
{
	return arena_format(reading->arena, "%s%s%s", path, *path ? "." : "",
			    text_shown(reading->arena, key));
}

/* Below a field: nothing, one struct, or several with names or numbers. */
static bool
know_keys_below(struct reading *reading, const struct field *field, const char *path,
		const struct node *node)
{
	size_t index = 0;

	if (!field->of)
		return true;
	if (field->type == FIELD_OBJECT || field->type == FIELD_OPTIONAL)
		return know_keys(reading, field->of, path, node);
	for (const struct node *child = node->first; child; child = child->next, index++) {
		const char *here = child->key
					   ? inside(reading, path, child->key)
					   : arena_format(reading->arena, "%s[%zu]", path, index);
		if (!know_keys(reading, field->of, here, child))
			return false;
	}
	return true;
}

static bool
know_keys(struct reading *reading, const struct fields *fields, const char *path,
	  const struct node *map)
{
	if (map->kind != NODE_MAP)
		return true; /* fields_read says what is wrong with it */
	for (const struct node *child = map->first; child; child = child->next) {
		size_t found = find_field(fields, child->key);
		if (found == fields->count)
			return refuse_key(reading, fields, path, child);
		if (!know_keys_below(reading, &fields->rows[found],
				     inside(reading, path, child->key), child))
			return false;
	}
	return true;
}

/* The range in the table would say the same, but not to people. */
static bool
know_version(struct reading *reading, const struct node *root)
{
	const struct node *version = node_get(root, "version");

	if (!version || version->kind != NODE_INTEGER || version->integer == 1)
		return true;
	return fail_at(reading->err, reading->source, version->line, version->column,
		       "version: this changegate reads version 1 only, not %lld",
		       (long long)version->integer);
}

/* ---- the preset that it extends ---- */

static const struct preset_bytes *
find_preset(const char *name)
{
	for (size_t i = 0; i < preset_bytes_count; i++)
		if (text_equal(preset_bytes[i].name, name))
			return &preset_bytes[i];
	return NULL;
}

static bool
refuse_preset(struct reading *reading, const struct node *extends)
{
	struct buffer names RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < preset_bytes_count; i++)
		buffer_add_format(&names, "%s%s", i ? ", " : "", preset_bytes[i].name);
	return fail_at(reading->err, reading->source, extends->line, extends->column,
		       "extends: no preset '%s' in this version; there are %s",
		       text_shown(reading->arena, extends->text), names.bytes);
}

/* *parent is NULL where the policy extends nothing. A value that is not text is left to
 * fields_read. */
static bool
find_parent(struct reading *reading, const struct node *root, const struct node **parent)
{
	const struct node *extends = node_get(root, "extends");
	const struct preset_bytes *preset;
	struct source_text text;

	*parent = NULL;
	if (!extends || extends->kind != NODE_TEXT)
		return true;
	preset = find_preset(extends->text);
	if (!preset)
		return refuse_preset(reading, extends);
	text = (struct source_text){preset->name, preset->bytes, preset->length};
	if (yaml_parse(reading->arena, &text, parent, reading->err))
		return true;
	return fail_as(reading->err, ERROR_BUG);
}

/* ---- both ways of reading ---- */

/* `root` is complete: merged with its parent, or effective. */
static bool
read_complete(struct reading *reading, const struct node *root, const struct node *parent,
	      struct policy *policy)
{
	if (!fields_read(reading->arena, &policy_fields, root, reading->source, policy,
			 reading->err))
		return false;
	if (parent && !policy_only_tightens(reading->arena, parent, policy->extends, root,
					    reading->source, reading->err))
		return false;
	if (!policy->ledger.origin)
		policy->ledger.origin = policy->repository;
	return policy_fits(reading->arena, policy, root, reading->source, reading->err);
}

static bool
read_written(struct reading *reading, struct policy *policy)
{
	const struct node *root, *parent;

	if (!yaml_parse(reading->arena, reading->source, &root, reading->err) ||
	    !know_version(reading, root) || !know_keys(reading, &policy_fields, "", root) ||
	    !find_parent(reading, root, &parent))
		return false;
	if (parent)
		root = policy_merge(reading->arena, parent, root);
	return read_complete(reading, root, parent, policy);
}

void
policy_write(struct buffer *out, const struct policy *policy)
{
	fields_write(out, &policy_fields, policy);
}

static bool
is_what_we_write(const struct policy *policy, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};

	policy_write(&written, policy);
	return written.length == length && memcmp(written.bytes, bytes, length) == 0;
}

bool
policy_read_effective(struct arena *arena, const char *bytes, size_t length, struct policy *policy,
		      struct error *err)
{
	struct reading reading = {arena, NULL, err};
	const struct node *root, *parent;
	struct policy read;

	if (length > EFFECTIVE_BYTES)
		return fail(err, ERROR_FORMAT, "effective policy: longer than %u bytes",
			    EFFECTIVE_BYTES);
	if (!json_parse(arena, bytes, length, &root, err) || !know_version(&reading, root) ||
	    !know_keys(&reading, &policy_fields, "", root) ||
	    !find_parent(&reading, root, &parent) || !read_complete(&reading, root, parent, &read))
		return fail_while(err, "effective policy");
	if (!is_what_we_write(&read, bytes, length))
		return fail(err, ERROR_FORMAT,
			    "effective policy: not in the form that changegate writes");
	*policy = read;
	return true;
}

/*
 * What people wrote is read back from its effective form, so that collecting, evaluating and
 * re-performing years later see one and the same policy, down to the order of its lists.
 */
bool
policy_read(struct arena *arena, const struct source_text *source, struct policy *policy,
	    struct error *err)
{
	struct buffer effective RELEASED_BY(buffer_release) = {0};
	struct reading reading = {arena, source, err};
	struct policy written;

	if (!read_written(&reading, &written))
		return err->code == ERROR_BUG ? false : fail_as(err, ERROR_USAGE);
	policy_write(&effective, &written);
	if (policy_read_effective(arena, effective.bytes, effective.length, policy, err))
		return true;
	return fail_as(err, ERROR_BUG);
}
