/* SPDX-License-Identifier: Apache-2.0 */
/* What does the body of an answer say to people? See http_body.h. */
#include "integrations/http_body.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

#define MESSAGE_BYTES (64u * 1024) /* of a body that is looked through */

static const char *
text_of(const struct node *node)
{
	if (node && node->kind == NODE_LIST)
		node = node->first;
	return node && node->kind == NODE_TEXT && node->text[0] ? node->text : NULL;
}

const char *
http_body_message(struct arena *arena, const char *bytes, size_t length)
{
	static const char *const keys[] = {"message", "error_description", "error",
					   "errorMessages"};
	const struct node *root;
	struct error ignored = {0};

	if (length == 0 || length > MESSAGE_BYTES ||
	    !json_parse(arena, bytes, length, &root, &ignored))
		return NULL;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *text = text_of(node_get(root, keys[i]));

		if (text)
			return text_shown(arena, text);
	}
	return NULL;
}

bool
http_body_says_too_often(const char *bytes, size_t length)
{
	static const char words[] = "secondary rate limit";

	return length && length <= MESSAGE_BYTES &&
	       memmem(bytes, length, words, sizeof(words) - 1) != NULL;
}

bool
http_type_is_json(const char *content_type)
{
	size_t length = content_type ? strcspn(content_type, "; ") : 0;
	static const char *const ends[] = {"/json", "+json"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t end = strlen(ends[i]);

		if (length > end && memcmp(content_type + length - end, ends[i], end) == 0)
			return true;
	}
	return false;
}
