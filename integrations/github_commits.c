/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of one commit of a request? See github_commits.h. */
#include "integrations/github_commits.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "core/trailer.h"

static void
read_person(struct github_reading *reading, const struct node *node, struct authorship *writer)
{
	const char *name = github_name_or_null(reading, node, "name");
	const char *address = github_name_or_null(reading, node, "email");

	writer->name = name ? name : "";
	writer->address = address ? address : "";
	writer->account = github_account(reading, node, "user");
}

static void
read_writer(struct github_reading *reading, const struct node *map, const char *key,
	    struct authorship *writer)
{
	read_person(reading, github_map(reading, map, key), writer);
}

static void
read_signature(struct github_reading *reading, const struct node *map, struct forge_commit *commit)
{
	const struct node *node = github_map_or_null(reading, map, "signature");

	if (!node)
		return;
	commit->signature = arena_allocate(reading->arena, sizeof(*commit->signature));
	commit->signature->valid = github_flag(reading, node, "isValid");
	commit->signature->by_forge = github_flag(reading, node, "wasSignedByGitHub");
	commit->signature->signer = github_account(reading, node, "signer");
}

static void
read_co_authors(struct github_reading *reading, const char *message, struct forge_commit *commit)
{
	struct trailers trailers;
	struct error err;

	if (!trailers_parse(reading->arena, message, strlen(message), &trailers, &err)) {
		github_refuse(reading, "message", "has too many trailers");
		return;
	}
	for (size_t i = 0; i < trailers.count; i++) {
		struct person person;

		if (!text_equal_ignoring_case(trailers.at[i].key, "Co-authored-by"))
			continue;
		person_parse(reading->arena, trailers.at[i].value, &person);
		*LIST_ADD(reading->arena, &commit->co_authors) =
			(struct authorship){.name = person.name ? person.name : "",
					    .address = person.id ? person.id : ""};
	}
	commit->co_author_count = (int64_t)commit->co_authors.count;
}

static bool
has_address(struct arena *arena, const struct authorship *one, const struct authorship *other)
{
	return text_equal(address_to_id(arena, one->address), address_to_id(arena, other->address));
}

static void
add_author(struct github_reading *reading, const struct authorship *author,
	   struct forge_commit *commit)
{
	bool named = has_address(reading->arena, author, &commit->author);

	for (size_t i = 0; i < commit->co_authors.count; i++) {
		struct authorship *each = &commit->co_authors.at[i];

		if (!has_address(reading->arena, author, each))
			continue;
		each->account = author->account;
		named = true;
	}
	if (!named)
		*LIST_ADD(reading->arena, &commit->co_authors) = *author;
}

void
github_read_authors(struct github_reading *reading, const struct node *node,
		    struct forge_commit *commit)
{
	struct github_list list;

	github_list(reading, node, "authors", &list);
	if (list.after)
		github_refuse(reading, "authors", "has more people than anybody reads");
	for (const struct node *each = list.first; each; each = each->next) {
		struct authorship author = {0};

		read_person(reading, each, &author);
		add_author(reading, &author, commit);
	}
	commit->co_author_count = (int64_t)commit->co_authors.count;
}

void
github_read_commit(struct github_reading *reading, const struct node *node,
		   struct forge_commit *commit)
{
	const struct node *message = node_get(node, "message");

	commit->id = github_commit(reading, node, "oid");
	commit->tree = github_oid_of(reading, node, "tree");
	commit->on_the_web = github_flag(reading, node, "committedViaWeb");
	commit->subject = "";
	read_writer(reading, node, "author", &commit->author);
	read_writer(reading, node, "committer", &commit->committer);
	read_signature(reading, node, commit);
	if (!message || message->kind != NODE_TEXT) {
		github_refuse(reading, "message", "is no text");
		return;
	}
	commit->subject = message_subject(reading->arena, message->text, strlen(message->text));
	read_co_authors(reading, message->text, commit);
}

static bool
begins(const char *line, size_t length, const char *word)
{
	size_t size = strlen(word);

	if (length <= size || line[size] != ':')
		return false;
	for (size_t i = 0; i < size; i++)
		if (byte_to_lower(line[i]) != word[i])
			return false;
	return true;
}

const char *
github_ticket_line(struct arena *arena, const char *line, size_t length)
{
	static const char *const words[] = {"refs", "ticket"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t behind = strlen(words[i]) + 1;

		if (begins(line, length, words[i]))
			return text_trim(arena, line + behind, length - behind);
	}
	return NULL;
}

const char *
github_body(struct github_reading *reading, const char *body)
{
	RELEASED_BY(buffer_release) struct buffer kept = {0};

	if (strlen(body) <= LIMIT_REQUEST_TEXT)
		return arena_text(reading->arena, body);
	while (*body) {
		size_t length = strcspn(body, "\n");
		const char *says = github_ticket_line(reading->arena, body, length);

		if (says)
			buffer_add_format(&kept, "%.*s\n", (int)length, body);
		if (kept.length > LIMIT_REQUEST_TEXT) {
			github_refuse(reading, "body", "names more tickets than anybody can read");
			return "";
		}
		body += length + (body[length] == '\n');
	}
	return arena_text(reading->arena, kept.bytes ? kept.bytes : "");
}
