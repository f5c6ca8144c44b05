/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a file of attributes hide what it should not, or hold us up? Input: a line of paths, then the
 * file of the root folder, and behind a line "%%" that of the folder `sub/`.
 */
#include "tests/fuzz/fuzz.h"

#include "integrations/git_attributes.h"
#include "integrations/git_wildmatch.h"

#define ANSWERS 5
#define MOST_PATHS 8
#define FOLDER "sub/"

struct input {
	const char *paths, *root, *sub;
	size_t paths_length, root_length, sub_length;
	bool has_sub;
};

struct answers {
	struct attribute all[ANSWERS];
	uint64_t steps;
};

static void
split(const char *bytes, size_t length, struct input *input)
{
	const char *end = bytes + length, *line = length ? memchr(bytes, '\n', length) : NULL;

	*input = (struct input){.paths = bytes, .paths_length = length, .root = "", .sub = ""};
	if (!line)
		return;
	input->paths_length = (size_t)(line - bytes);
	input->root = line + 1;
	input->root_length = (size_t)(end - input->root);
	for (const char *at = line; at && end - at >= 4;
	     at = memchr(at, '\n', (size_t)(end - at))) {
		if (memcmp(at, "\n%%\n", 4) == 0) {
			input->has_sub = true;
			input->root_length = (size_t)(at + 1 - input->root);
			input->sub = at + 4;
			input->sub_length = (size_t)(end - input->sub);
			return;
		}
		at++;
	}
}

static void
find(const struct attribute_layer *layers, size_t count, const char *path, bool doubtful,
     struct answers *answers)
{
	static const char *const names[ANSWERS] = {"diff", "linguist-generated", "merge", "text",
						   "x"};

	*answers = (struct answers){0};
	for (size_t i = 0; i < ANSWERS; i++)
		answers->all[i].name = names[i];
	attributes_find(layers, count, path, strlen(path), doubtful, answers->all, ANSWERS,
			&answers->steps);
}

static bool
is_same(const struct answers *a, const struct answers *b)
{
	for (size_t i = 0; i < ANSWERS; i++) {
		const struct attribute *left = &a->all[i], *right = &b->all[i];

		if (left->state != right->state ||
		    (left->state == ATTRIBUTE_TEXT &&
		     (left->text_length != right->text_length ||
		      memcmp(left->text, right->text, left->text_length) != 0)))
			return false;
	}
	return a->steps == b->steps;
}

static void
require_nothing(const struct answers *answers)
{
	for (size_t i = 0; i < ANSWERS; i++)
		REQUIRE(answers->all[i].state == ATTRIBUTE_UNSPECIFIED);
}

/* What was parsed is no longer than what it came from, and in itself sound. */
static void
require_rules(const struct attribute_rules *rules, size_t length)
{
	REQUIRE(rules->rules.count <= length && rules->attributes.count <= length);
	REQUIRE(rules->macros.count <= rules->rules.count);
	for (size_t i = 0; i < rules->rules.count; i++) {
		const struct attribute_rule *rule = &rules->rules.at[i];

		REQUIRE(rule->length <= length);
		REQUIRE(rule->macro || rule->literal <= rule->length);
		REQUIRE(rule->first + rule->count <= rules->attributes.count);
		REQUIRE(!rule->doubtful || (rules->marked && i == 0));
	}
	for (size_t i = 0; i < rules->macros.count; i++) {
		REQUIRE(rules->macros.at[i] < rules->rules.count);
		REQUIRE(rules->rules.at[rules->macros.at[i]].macro);
	}
}

static bool
parse(struct arena *arena, const char *bytes, size_t length, bool root,
      struct attribute_rules *rules)
{
	struct error err = {0};

	if (!attributes_parse(arena, bytes, length, root, rules, &err)) {
		require_refusal(&err);
		return false;
	}
	require_rules(rules, length);
	REQUIRE(root || rules->macros.count == 0);
	return true;
}

/* Each rule's pattern alone: linear in the two lengths, and what is plain matches itself only. */
static void
require_patterns(const struct attribute_rules *rules, const char *path)
{
	for (size_t i = 0; i < rules->rules.count; i++) {
		const struct attribute_rule *rule = &rules->rules.at[i];
		size_t length = strlen(path);
		uint64_t steps = 0, again = 0;
		bool matches;

		if (rule->macro)
			continue;
		matches = wildmatch(rule->pattern, rule->length, path, length, &steps);
		REQUIRE(matches == wildmatch(rule->pattern, rule->length, path, length, &again));
		REQUIRE(steps == again);
		REQUIRE(steps <= 4 * (length + 2) * (rule->length + 2));
		if (rule->literal == rule->length)
			REQUIRE(matches == (length == rule->length &&
					    memcmp(path, rule->pattern, length) == 0));
	}
}

static void
require_path(const struct attribute_layer *layers, size_t count, const char *path)
{
	struct attribute_rules empty = {0};
	struct attribute_layer bare[] = {{NULL, 0}, {&empty, strlen(FOLDER)}};
	struct attribute_layer more[] = {layers[0], layers[1], {NULL, 0}, {&empty, 0}};
	struct answers first, again, other;

	find(layers, count, path, false, &first);
	find(layers, count, path, false, &again);
	REQUIRE(is_same(&first, &again));
	find(layers, count, path, true, &other);
	if (!layers[0].rules->marked && (count < 2 || !layers[1].rules->marked))
		REQUIRE(is_same(&first, &other));
	find(bare, 2, path, true, &other);
	require_nothing(&other);
	memmove(&more[count], &more[2], 2 * sizeof(more[0]));
	find(more, count + 2, path, false, &other);
	REQUIRE(is_same(&first, &other));
}

/* Beyond the budget no more is asked: at most one rule, which may cost its whole pattern. */
static void
require_budget(const struct attribute_layer *layers, size_t count, const char *path)
{
	struct answers answers;
	uint64_t steps = ATTRIBUTES_MOST_STEPS + 1;

	find(layers, count, path, false, &answers);
	for (size_t i = 0; i < ANSWERS; i++)
		answers.all[i].state = ATTRIBUTE_SET;
	attributes_find(layers, count, path, strlen(path), false, answers.all, ANSWERS, &steps);
	REQUIRE(steps == ATTRIBUTES_MOST_STEPS + 1);
	require_nothing(&answers);
}

static void
ask(struct arena *arena, const struct attribute_layer *layers, size_t count,
    const struct input *input)
{
	const char *at = input_text(arena, (const uint8_t *)input->paths, input->paths_length);

	for (size_t paths = 0; *at && paths < MOST_PATHS; paths++) {
		size_t length = strcspn(at, " ");
		const char *path = arena_copy(arena, at, length);
		bool below = text_starts_with(path, FOLDER);

		require_path(layers, below ? count : 1, path);
		require_budget(layers, below ? count : 1, path);
		require_patterns(layers[0].rules, path);
		at += length + (at[length] == ' ');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct attribute_rules root, sub = {0}, again;
	struct attribute_layer layers[] = {{&root, 0}, {&sub, strlen(FOLDER)}};
	struct input input;

	split((const char *)bytes, length, &input);
	if (!parse(&arena, input.root, input.root_length, true, &root) ||
	    !parse(&arena, input.sub, input.sub_length, false, &sub))
		return 0;
	ask(&arena, layers, input.has_sub ? 2 : 1, &input);
	REQUIRE(parse(&arena, input.root, input.root_length, true, &again));
	REQUIRE(again.rules.count == root.rules.count && again.unclear == root.unclear);
	layers[0].rules = &again;
	ask(&arena, layers, input.has_sub ? 2 : 1, &input);
	return 0;
}
