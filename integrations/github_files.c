/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of a branch say, as GitHub has it? See github_files.h. */
#include "integrations/github_files.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/code_owners.h"
#include "integrations/github_read.h"

#define BLOB "{ oid object { ... on Blob { byteSize isTruncated isBinary text } } }"

void
github_ask_owners(struct github_query *query)
{
	for (size_t i = 0; code_owners_places[i]; i++)
		github_query_inside(query, "owners%zu: file(path: \"%s\") " BLOB " ", i,
				    code_owners_places[i]);
}

/* The whole text of the file of this alias; NULL: there is none, or `why` says what is wrong. */
static const char *
read_file(struct github_reading *reading, const struct node *commit, const char *alias,
	  const char **blob)
{
	const struct node *entry = github_map_or_null(reading, commit, alias);
	const struct node *object, *text;

	if (!entry)
		return NULL;
	object = github_map(reading, entry, "object");
	text = node_get(object, "text");
	*blob = github_commit(reading, entry, "oid");
	if (!text || text->kind != NODE_TEXT || github_flag(reading, object, "isTruncated") ||
	    strlen(text->text) != (size_t)github_count(reading, object, "byteSize")) {
		github_refuse(reading, "text", "of a file is not text, or not the whole of it");
		return NULL;
	}
	if (strlen(text->text) > LIMIT_BLOB_BYTES)
		github_refuse(reading, "text", "of a file is too large");
	return text->text;
}

void
github_read_owners(struct arena *arena, const struct node *commit, const char *base,
		   struct owners_file *owners)
{
	struct github_reading reading = {arena, NULL};
	const char *bytes = NULL;
	const char *blob;

	*owners = (struct owners_file){.availability.state = KNOWN, .base = base};
	for (size_t i = 0; code_owners_places[i] && !bytes; i++) {
		bytes = read_file(&reading, commit, arena_format(arena, "owners%zu", i), &blob);
		owners->path = bytes ? code_owners_places[i] : NULL;
	}
	if (reading.why) {
		*owners = (struct owners_file){
			.availability = {UNAVAILABLE,
					 arena_format(arena, "CODEOWNERS: %s", reading.why)},
			.base = base};
		return;
	}
	owners->bytes = bytes;
	owners->sha256 = bytes ? sha256_hex(arena, bytes, strlen(bytes)) : NULL;
}

static bool
is_team(const char *word, size_t length)
{
	const char *slash = memchr(word, '/', length);

	if (length < 4 || length > LIMIT_FORGE_NAME || word[0] != '@' || !slash)
		return false;
	for (size_t i = 1; i < length; i++)
		if (!byte_is_letter(word[i]) && !byte_is_digit(word[i]) &&
		    !strchr("-._", word[i]) && word + i != slash)
			return false;
	return slash > word + 1 && slash < word + length - 1;
}

void
github_owner_teams(struct arena *arena, const char *owners, struct texts *teams)
{
	while (*owners) {
		size_t length = strcspn(owners, " \t\r\n#");

		if (is_team(owners, length)) {
			const char *team = arena_copy(arena, owners + 1, length - 1);

			if (teams->count <= LIMIT_FORGE_NAMED_TEAMS && !texts_contain(teams, team))
				texts_add(arena, teams, team);
		}
		owners += length;
		owners += *owners == '#' ? strcspn(owners, "\n") : *owners != '\0';
	}
}

void
github_ask_policy(struct github_query *query, const struct github_policy *policy)
{
	for (size_t i = 0; i < policy->files.count; i++) {
		github_query_text(query, 'a', i, "String!", policy->files.at[i].path);
		github_query_inside(query, "policy%zu: file(path: $a%zu) " BLOB " ", i, i);
	}
}

void
github_read_policy(struct arena *arena, const struct node *commit, struct github_policy *policy)
{
	struct github_reading reading = {arena, NULL};

	policy->availability = (struct availability){.state = KNOWN};
	policy->commit = github_commit(&reading, commit, "oid");
	for (size_t i = 0; i < policy->files.count; i++) {
		struct github_file *file = &policy->files.at[i];

		file->bytes = read_file(&reading, commit, arena_format(arena, "policy%zu", i),
					&file->blob);
	}
	if (reading.why)
		policy->availability = (struct availability){
			UNAVAILABLE, arena_format(arena, "the policy: %s", reading.why)};
}
