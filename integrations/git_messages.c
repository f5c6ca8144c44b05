/* SPDX-License-Identifier: Apache-2.0 */
/* What does a commit say, of whom and in words? See git_messages.h. */
#include "integrations/git_messages.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "core/trailer.h"
#include "integrations/git_commit.h"

static bool
is_latin1(struct raw_text encoding)
{
	static const char *const names[] = {"ISO-8859-1", "ISO8859-1", "latin1", "latin-1"};
	char name[16];

	if (encoding.length == 0 || encoding.length >= sizeof(name))
		return false;
	memcpy(name, encoding.at, encoding.length);
	name[encoding.length] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_equal_ignoring_case(name, names[i]))
			return true;
	return false;
}

static void
add_latin1(struct buffer *out, const struct object *object)
{
	for (size_t i = 0; i < object->length; i++) {
		unsigned char byte = (unsigned char)object->bytes[i];

		if (byte >= 0x80)
			buffer_add_byte(out, (char)(0xC0 | byte >> 6));
		buffer_add_byte(out, (char)(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte));
	}
}

static void
read_person(struct messages *messages, const struct raw_ident *ident, struct person *person)
{
	char *name = text_from_foreign(messages->arena, ident->name.at, ident->name.length,
				       LIMIT_SUBJECT_BYTES);
	char *address = text_from_foreign(messages->arena, ident->address.at, ident->address.length,
					  LIMIT_SUBJECT_BYTES);

	people_resolve(messages->arena, messages->people, name, address, person);
}

/* Joined like authors, so that an old address is no disguise. */
static void
add_co_authors(struct messages *messages, struct commit *commit)
{
	for (size_t i = 0; i < commit->trailers.count; i++) {
		struct person claimed, *co_author;

		if (!text_equal_ignoring_case(commit->trailers.at[i].key, "Co-authored-by"))
			continue;
		person_parse(messages->arena, commit->trailers.at[i].value, &claimed);
		co_author = LIST_ADD(messages->arena, &commit->co_authors);
		people_resolve(messages->arena, messages->people, claimed.name, claimed.id,
			       co_author);
	}
}

/* As a document has it, where a control character takes six. */
static size_t
written_bytes(const char *text)
{
	size_t bytes = 0;

	for (; text && *text; text++)
		bytes += (unsigned char)*text < 0x20 ? 6 : *text == '"' || *text == '\\' ? 2 : 1;
	return bytes;
}

static size_t
text_bytes_of(const struct person *person)
{
	return written_bytes(person->id) + written_bytes(person->name) +
	       written_bytes(person->raw_id) + written_bytes(person->raw_name);
}

static size_t
text_bytes_of_commit(const struct commit *commit)
{
	size_t bytes = written_bytes(commit->subject) + text_bytes_of(&commit->author) +
		       text_bytes_of(&commit->committer);

	for (size_t i = 0; i < commit->trailers.count; i++)
		bytes += written_bytes(commit->trailers.at[i].key) +
			 written_bytes(commit->trailers.at[i].value);
	for (size_t i = 0; i < commit->co_authors.count; i++)
		bytes += text_bytes_of(&commit->co_authors.at[i]);
	return bytes;
}

/* What fits no record must be refused before there is something in its way. */
static bool
keep_within_limits(struct messages *messages, const struct commit *commit, struct error *err)
{
	messages->trailers += commit->trailers.count;
	messages->text_bytes += text_bytes_of_commit(commit);
	if (messages->trailers > LIMIT_RANGE_TRAILERS)
		return fail(err, ERROR_UNAVAILABLE,
			    "the deploy brings more than %d trailers; deploy something in between "
			    "first",
			    LIMIT_RANGE_TRAILERS);
	if (messages->text_bytes > LIMIT_RANGE_TEXT_BYTES)
		return fail(err, ERROR_UNAVAILABLE,
			    "the deploy brings more than %u bytes of subjects, trailers and names; "
			    "deploy something in between first",
			    LIMIT_RANGE_TEXT_BYTES);
	return true;
}

static bool
read_message(struct messages *messages, const struct raw_commit *raw, struct commit *commit,
	     struct error *err)
{
	struct trailers trailers;

	read_person(messages, &raw->author, &commit->author);
	read_person(messages, &raw->committer, &commit->committer);
	commit->subject = message_subject(messages->arena, raw->message.at, raw->message.length);
	if (!trailers_parse(messages->arena, raw->message.at, raw->message.length, &trailers, err))
		return fail_while(err, "commit %s", commit->id);
	commit->trailers.at = trailers.at;
	commit->trailers.count = trailers.count;
	commit->trailer_count = (int64_t)trailers.count;
	add_co_authors(messages, commit);
	return keep_within_limits(messages, commit, err);
}

bool
messages_read(struct messages *messages, const struct object *object, struct commit *commit,
	      struct error *err)
{
	struct buffer recoded RELEASED_BY(buffer_release) = {0};
	struct raw_commit raw;

	if (!raw_commit_parse(object->bytes, object->length, &raw, err))
		return fail_while(err, "commit %s", commit->id);
	if (is_latin1(raw.encoding)) {
		add_latin1(&recoded, object);
		if (!raw_commit_parse(recoded.bytes, recoded.length, &raw, err))
			return fail_while(err, "commit %s", commit->id);
	}
	return read_message(messages, &raw, commit, err);
}
