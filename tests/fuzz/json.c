/* SPDX-License-Identifier: Apache-2.0 */
/* Does JSON that we accept mean what cJSON reads in it, and keep its meaning when written, indented
 * and pointed into? */
#include "tests/fuzz/fuzz.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/json.h"

#define POINTERS 500 /* tried of one document: each is a walk through it */

static const struct node *
parse_again(struct arena *arena, const struct buffer *json)
{
	const struct node *root = NULL;
	struct error err = {0};

	REQUIRE(json_parse(arena, json->bytes, json->length, &root, &err));
	return root;
}

static void
require_round_trip(struct arena *arena, const struct node *root)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct buffer indented RELEASED_BY(buffer_release) = {0};
	struct buffer back RELEASED_BY(buffer_release) = {0};

	json_write(&written, root);
	json_write(&again, parse_again(arena, &written));
	REQUIRE_SAME(&written, &again);
	json_indent(&indented, written.bytes, written.length);
	json_write(&back, parse_again(arena, &indented));
	REQUIRE_SAME(&written, &back);
}

static void require_alike(const struct node *node, const cJSON *item);

static void
require_children_alike(const struct node *node, const cJSON *item)
{
	const cJSON *theirs = item->child;

	for (const struct node *child = node->first; child; child = child->next) {
		REQUIRE(theirs);
		REQUIRE(!child->key == !theirs->string);
		REQUIRE(!child->key || strcmp(child->key, theirs->string) == 0);
		require_alike(child, theirs);
		theirs = theirs->next;
	}
	REQUIRE(!theirs);
}

static void
require_alike(const struct node *node, const cJSON *item)
{
	REQUIRE((node->kind == NODE_NULL) == cJSON_IsNull(item));
	REQUIRE((node->kind == NODE_BOOLEAN) == cJSON_IsBool(item));
	REQUIRE((node->kind == NODE_INTEGER) == cJSON_IsNumber(item));
	REQUIRE((node->kind == NODE_TEXT) == cJSON_IsString(item));
	REQUIRE((node->kind == NODE_LIST) == cJSON_IsArray(item));
	REQUIRE((node->kind == NODE_MAP) == cJSON_IsObject(item));
	REQUIRE(node->kind != NODE_BOOLEAN || node->boolean == cJSON_IsTrue(item));
	REQUIRE(node->kind != NODE_INTEGER || (double)node->integer == item->valuedouble);
	REQUIRE(node->kind != NODE_TEXT || strcmp(node->text, item->valuestring) == 0);
	require_children_alike(node, item);
}

static void
require_what_cjson_reads(const struct node *root, const char *bytes, size_t length)
{
	cJSON *item = cJSON_ParseWithLengthOpts(bytes, length, NULL, 0);

	REQUIRE(item);
	require_alike(root, item);
	cJSON_Delete(item);
}

static void
add_segment(struct buffer *pointer, const struct node *child, size_t index)
{
	buffer_add_byte(pointer, '/');
	if (!child->key)
		buffer_add_format(pointer, "%zu", index);
	for (const char *at = child->key; at && *at; at++) {
		if (*at == '~' || *at == '/')
			buffer_add_text(pointer, *at == '~' ? "~0" : "~1");
		else
			buffer_add_byte(pointer, *at);
	}
}

static void
require_pointers(const struct node *root, const struct node *parent, struct buffer *pointer,
		 size_t *left)
{
	size_t before = pointer->length, index = 0;

	for (const struct node *child = parent->first; child && *left; child = child->next) {
		--*left;
		add_segment(pointer, child, index++);
		REQUIRE(json_pointer(root, pointer->bytes) == child);
		require_pointers(root, child, pointer, left);
		pointer->length = before;
		pointer->bytes[before] = '\0';
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer pointer RELEASED_BY(buffer_release) = {0};
	const struct node *root = NULL;
	struct error err = {0};
	size_t pointers = POINTERS;

	if (!json_parse(&arena, (const char *)bytes, length, &root, &err)) {
		require_refusal(&err);
		return 0;
	}
	require_what_cjson_reads(root, (const char *)bytes, length);
	require_round_trip(&arena, root);
	require_pointers(root, root, &pointer, &pointers);
	return 0;
}
