/* SPDX-License-Identifier: Apache-2.0 */
/* Does something that is to be handed over hold a secret? See secrets.h. */
#include "audit/secrets.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum alphabet { UPPER_OR_DIGIT, LETTER_OR_DIGIT, TOKEN_BYTES };

/* A prefix that an issuer reserves, and how much of which bytes follows at least. */
static const struct token_form {
	const char *prefix;
	enum alphabet alphabet;
	size_t least;
	const char *kind;
} forms[] = {
	{"ghp_", LETTER_OR_DIGIT, 36, "a token of GitHub"},
	{"gho_", LETTER_OR_DIGIT, 36, "a token of GitHub"},
	{"ghu_", LETTER_OR_DIGIT, 36, "a token of GitHub"},
	{"ghs_", LETTER_OR_DIGIT, 36, "a token of GitHub"},
	{"ghr_", LETTER_OR_DIGIT, 36, "a token of GitHub"},
	{"github_pat_", TOKEN_BYTES, 22, "a token of GitHub"},
	{"glpat-", TOKEN_BYTES, 20, "a token of GitLab"},
	{"AKIA", UPPER_OR_DIGIT, 16, "an access key of AWS"},
	{"ASIA", UPPER_OR_DIGIT, 16, "an access key of AWS"},
	{"xoxa-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxb-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxe-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxo-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxp-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxr-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xoxs-", TOKEN_BYTES, 10, "a token of Slack"},
	{"xapp-", TOKEN_BYTES, 10, "a token of Slack"},
	{"npm_", LETTER_OR_DIGIT, 36, "a token of npm"},
	{"hvs.", TOKEN_BYTES, 24, "a token of Vault"},
	{"sk_live_", LETTER_OR_DIGIT, 16, "a key of Stripe"},
	{"AIza", TOKEN_BYTES, 35, "a key of Google"},
};

#define FORMS (sizeof(forms) / sizeof(forms[0]))
#define PEM_LABEL 40 /* bytes of the longest label of a private key, and some */

static bool
is_of(enum alphabet alphabet, char byte)
{
	bool lower = byte_to_lower(byte) == byte;

	if (byte_is_digit(byte))
		return true;
	if (byte_is_letter(byte))
		return alphabet != UPPER_OR_DIGIT || !lower;
	return alphabet == TOKEN_BYTES && (byte == '_' || byte == '-');
}

static bool
begins_with(const char *bytes, size_t length, const char *prefix)
{
	size_t wanted = strlen(prefix);

	return length >= wanted && memcmp(bytes, prefix, wanted) == 0;
}

static bool
is_token(const struct token_form *form, const char *bytes, size_t length)
{
	size_t from = strlen(form->prefix), count = 0;

	if (!begins_with(bytes, length, form->prefix))
		return false;
	while (count < form->least && from + count < length &&
	       is_of(form->alphabet, bytes[from + count]))
		count++;
	return count == form->least;
}

/* "-----BEGIN ", at most a few words in capitals, "PRIVATE KEY". */
static bool
is_private_key(const char *bytes, size_t length)
{
	static const char begin[] = "-----BEGIN ", end[] = "PRIVATE KEY";
	size_t at = sizeof(begin) - 1;

	if (!begins_with(bytes, length, begin))
		return false;
	for (size_t i = 0; i < PEM_LABEL && at < length; i++, at++) {
		if (begins_with(bytes + at, length - at, end))
			return true;
		if (bytes[at] != ' ' && !is_of(UPPER_OR_DIGIT, bytes[at]))
			return false;
	}
	return false;
}

/* Within a word (a digest, base64) the same bytes are chance. */
static const char *
kind_at(const char *bytes, size_t length, size_t at)
{
	if (bytes[at] == '-')
		return is_private_key(bytes + at, length - at) ? "a private key" : NULL;
	if (at && is_of(LETTER_OR_DIGIT, bytes[at - 1]))
		return NULL;
	for (size_t i = 0; i < FORMS; i++)
		if (forms[i].prefix[0] == bytes[at] && is_token(&forms[i], bytes + at, length - at))
			return forms[i].kind;
	return NULL;
}

bool
secret_find(const char *bytes, size_t length, struct secret_place *place)
{
	size_t line = 1, begin = 0;

	for (size_t at = 0; at < length; at++) {
		const char *kind = kind_at(bytes, length, at);

		if (kind) {
			*place = (struct secret_place){kind, line, at - begin + 1};
			return true;
		}
		if (bytes[at] == '\n') {
			line++;
			begin = at + 1;
		}
	}
	return false;
}

/* RFC 6901: '~' and '/' of a key are escaped. */
static const char *
pointer_to(struct arena *arena, const char *above, const struct node *child, size_t at)
{
	struct buffer key RELEASED_BY(buffer_release) = {0};

	if (!child->key)
		return arena_format(arena, "%s/%zu", above, at);
	for (const char *byte = child->key; *byte; byte++) {
		if (*byte == '~' || *byte == '/')
			buffer_add_text(&key, *byte == '~' ? "~0" : "~1");
		else
			buffer_add_byte(&key, *byte);
	}
	return arena_format(arena, "%s/%s", above, key.bytes ? key.bytes : "");
}

static bool
in_text(const char *text, struct secret_place *place)
{
	return text && secret_find(text, strlen(text), place);
}

static bool
find_below(struct arena *arena, const struct node *node, const char *path,
	   struct secret_place *place, const char **pointer)
{
	size_t at = 0;

	if (in_text(node->key, place) || (node->kind == NODE_TEXT && in_text(node->text, place))) {
		*pointer = path;
		return true;
	}
	for (const struct node *child = node->first; child; child = child->next, at++) {
		const char *below;

		if (child->kind == NODE_INTEGER || child->kind == NODE_BOOLEAN)
			continue;
		below = pointer_to(arena, path, child, at);
		if (find_below(arena, child, below, place, pointer))
			return true;
	}
	return false;
}

bool
secret_find_in(struct arena *arena, const struct node *root, struct secret_place *place,
	       const char **pointer)
{
	return find_below(arena, root, "", place, pointer);
}
