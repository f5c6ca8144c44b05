/* SPDX-License-Identifier: Apache-2.0 */
/* Does YAML that we accept mean one thing only, and the same as JSON where it is JSON, too? */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "base/yaml.h"

static void
require_positions(const struct node *parent)
{
	for (const struct node *child = parent->first; child; child = child->next) {
		REQUIRE(child->line > 0 && child->column > 0);
		REQUIRE(!child->key || (child->key_line > 0 && child->key_column > 0));
		require_positions(child);
	}
}

static void
require_json_round_trip(struct arena *arena, const struct buffer *written)
{
	struct buffer again RELEASED_BY(buffer_release) = {0};
	const struct node *root = NULL;
	struct error err = {0};

	REQUIRE(json_parse(arena, written->bytes, written->length, &root, &err));
	json_write(&again, root);
	REQUIRE_SAME(written, &again);
}

/* The readers may refuse different documents, but never read one differently. */
static void
require_agreement(struct arena *arena, const struct source_text *source,
		  const struct buffer *written)
{
	struct buffer as_json RELEASED_BY(buffer_release) = {0};
	const struct node *root = NULL;
	struct error err = {0};

	if (!json_parse(arena, source->bytes, source->length, &root, &err))
		return;
	json_write(&as_json, root);
	REQUIRE_SAME(written, &as_json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct source_text source = {"policy.yml", (const char *)bytes, length};
	const struct node *root = NULL;
	struct error err = {0};

	if (!yaml_parse(&arena, &source, &root, &err)) {
		require_refusal(&err);
		return 0;
	}
	require_positions(root);
	json_write(&written, root);
	require_json_round_trip(&arena, &written);
	require_agreement(&arena, &source, &written);
	return 0;
}
