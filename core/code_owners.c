/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a file by CODEOWNERS? See code_owners.h. */
#include "core/code_owners.h"

#include <string.h>

#include "base/glob.h"
#include "base/text.h"

/* GitHub reads no larger one; ours is bounded by what a line may cost. */
#define MOST_RULES 5000

const char *const code_owners_places[] = {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS",
					  NULL};

/* ---- patterns ---- */

/* `\ ` and `\#` are the characters themselves; NULL: another escape. */
static const char *
without_escapes(struct arena *arena, const char *pattern)
{
	char *plain = arena_text(arena, pattern);
	size_t length = 0;

	for (const char *at = pattern; *at; at++) {
		if (*at == '\\' && at[1] != ' ' && at[1] != '#')
			return NULL;
		at += *at == '\\';
		plain[length++] = *at;
	}
	plain[length] = '\0';
	return plain;
}

static bool
ends_in_any_file(const char *pattern)
{
	const char *slash = strrchr(pattern, '/');

	return slash && text_equal(slash + 1, "*");
}

/* A slash anywhere but at the end ties it to the root. */
static bool
is_anchored(const char *pattern)
{
	const char *slash = strchr(pattern, '/');

	return slash && slash[1];
}

static bool
add_globs(struct arena *arena, const char *pattern, struct owner_rule *rule)
{
	const char *plain = without_escapes(arena, pattern);
	const char *front = plain && is_anchored(plain) ? "" : "**/";
	const char *glob;

	if (!plain || !*plain || text_equal(plain, "/"))
		return false;
	glob = arena_format(arena, "%s%s", front, *plain == '/' ? plain + 1 : plain);
	if (text_ends_with(glob, "/")) {
		texts_add(arena, &rule->globs, arena_format(arena, "%s**/*", glob));
	} else if (text_ends_with(glob, "/**")) {
		texts_add(arena, &rule->globs, arena_format(arena, "%s/*", glob));
	} else {
		texts_add(arena, &rule->globs, glob);
		if (!ends_in_any_file(plain))
			texts_add(arena, &rule->globs, arena_format(arena, "%s/**", glob));
	}
	for (size_t i = 0; i < rule->globs.count; i++)
		if (glob_problem(rule->globs.at[i]))
			return false;
	return true;
}

/* ---- lines ---- */

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The next word of the line, or NULL; a `#` begins a comment. */
static const char *
next_word(struct arena *arena, const char **at, const char *end)
{
	const char *begin;

	while (*at < end && is_blank(**at))
		(*at)++;
	if (*at == end || **at == '#')
		return NULL;
	begin = *at;
	while (*at < end && !is_blank(**at))
		*at += **at == '\\' && *at + 1 < end ? 2 : 1;
	return arena_copy(arena, begin, (size_t)(*at - begin));
}

static bool
is_owner(const char *word)
{
	const char *at = strchr(word, '@');

	return at && at[1] && !strchr(at + 1, '@');
}

/* GitHub passes over such a line. */
static bool
is_passed_over(const char *pattern, const struct owner_rule *rule)
{
	if (*pattern == '!' || strchr(pattern, '[') || strchr(pattern, ']'))
		return true;
	for (size_t i = 0; i < rule->owners.count; i++)
		if (!is_owner(rule->owners.at[i]))
			return true;
	return false;
}

static void
parse_line(struct arena *arena, const char *at, const char *end, size_t line,
	   struct code_owners *out)
{
	const char *pattern = next_word(arena, &at, end);
	struct owner_rule rule = {.pattern = pattern, .line = line};
	const char *owner;

	if (!pattern)
		return;
	while ((owner = next_word(arena, &at, end)))
		texts_add(arena, &rule.owners, owner);
	if (is_passed_over(pattern, &rule))
		return;
	if (!add_globs(arena, pattern, &rule)) {
		if (!out->problem)
			out->problem = arena_format(arena,
						    "line %zu has a pattern that is not "
						    "understood",
						    line);
		return;
	}
	*LIST_ADD(arena, &out->rules) = rule;
}

void
code_owners_parse(struct arena *arena, const char *bytes, struct code_owners *out)
{
	size_t line = 0;

	*out = (struct code_owners){0};
	while (*bytes && !out->problem) {
		const char *end = bytes + strcspn(bytes, "\n");

		parse_line(arena, bytes, end, ++line, out);
		if (out->rules.count > MOST_RULES)
			out->problem = "it has more than 5000 lines";
		bytes = *end ? end + 1 : end;
	}
}

const struct owner_rule *
code_owners_of(const struct code_owners *owners, const char *path)
{
	for (size_t i = owners->rules.count; i > 0; i--)
		if (globs_match(&owners->rules.at[i - 1].globs, path))
			return &owners->rules.at[i - 1];
	return NULL;
}
