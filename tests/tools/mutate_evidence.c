/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can evidence be changed so that a refusal becomes an allowed deploy? Reads evidence documents
 * that are not allowed. Removes every node, duplicates and swaps elements, retypes and rewrites
 * every value, and truncates: removal, order and type must never allow. Changes of a value that do
 * are printed as a line "value POINTER", for the caller to judge. usage: mutate_evidence FILE...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "checks/table.h"
#include "core/evaluate.h"

enum mutation {
	REMOVE,
	DUPLICATE,
	SWAP,     /* with the next sibling */
	MOVE_END, /* to the end of its list */
	EMPTY,    /* a list or map without children */
	RETYPE,   /* each variant another kind of value */
	VALUE,    /* each variant another value of the same kind */
};

static const char *const names[] = {"remove", "duplicate", "swap", "move",
				    "empty",  "retype",    "value"};

static const struct node other_kinds[] = {
	{.kind = NODE_NULL},
	{.kind = NODE_BOOLEAN},
	{.kind = NODE_BOOLEAN, .boolean = true},
	{.kind = NODE_INTEGER},
	{.kind = NODE_INTEGER, .integer = 1},
	{.kind = NODE_TEXT, .text = ""},
	{.kind = NODE_TEXT, .text = "x"},
	{.kind = NODE_LIST},
	{.kind = NODE_MAP},
};

static const char *const texts[] = {
	"",
	"0",
	"-1",
	"x",
	"true",
	"known",
	"not-asked",
	"unavailable",
	"verified",
	"claimed",
	"attested",
	"forward",
	"same",
	"backward",
	"first",
	"diverged",
	"undeclared",
	"clean",
	"trivial",
	"own",
	"squashed",
	"tag",
	"merge",
	"none",
	"trivial",
	"unverified",
	"octopus",
	"direct",
	"merge",
	"deployment",
	"baseline",
	"rollback",
	"ref",
	"file",
	"main",
	"staging",
	"production",
	"default",
	"trailer",
	"subject",
	"Reviewed-by",
	"Reviewed-by: Bob <bob@example.org>",
	"PAY-1",
	"bob@example.org",
	"Bob",
	"2000-01-01T00:00:00Z",
	"2999-01-01T00:00:00Z",
	"1970-01-01T00:00:00Z",
	"0000000000000000000000000000000000000000",
	"0000000000000000000000000000000000000000000000000000000000000000",
};

static const int64_t integers[] = {
	0, -1, 1, 2, 3, 10, 1000000, INT64_C(9007199254740992), -INT64_C(9007199254740992)};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct place {
	struct node *parent;
	struct node **link; /* what points at the node */
};

struct trial {
	const char *file;
	const struct node *root;
	char pointer[4096];
	enum mutation mutation;
	size_t variant;
	long tried, read, allowed_values, failures;
	char last_value[4096];
};

static bool
is_allowed(struct trial *trial, const char *bytes, size_t length)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct evaluation evaluation;
	struct evidence *evidence;
	struct error err;

	arena_init(&arena);
	evidence = arena_allocate(&arena, sizeof(*evidence));
	trial->tried++;
	if (!evidence_parse(&arena, bytes, length, evidence, &err))
		return false;
	trial->read++;
	return evaluate_evidence(&arena, check_table, evidence, NULL, &evaluation, &err) &&
	       evaluation.result == RESULT_ALLOWED;
}

static void
report(struct trial *trial)
{
	if (trial->mutation == VALUE) {
		if (strcmp(trial->last_value, trial->pointer) != 0)
			printf("value %s\n", trial->pointer);
		snprintf(trial->last_value, sizeof(trial->last_value), "%s", trial->pointer);
		trial->allowed_values++;
		return;
	}
	printf("FAIL %s: %s of %s (variant %zu) allows it\n", trial->file, names[trial->mutation],
	       trial->pointer, trial->variant);
	trial->failures++;
}

static void
judge_tree(struct trial *trial)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	json_write(&bytes, trial->root);
	if (is_allowed(trial, bytes.bytes, bytes.length))
		report(trial);
}

static void
try_with(struct trial *trial, enum mutation mutation, size_t variant)
{
	trial->mutation = mutation;
	trial->variant = variant;
	judge_tree(trial);
}

static void
try_removal(struct trial *trial, const struct place *place)
{
	struct node *node = *place->link;

	*place->link = node->next;
	place->parent->count--;
	try_with(trial, REMOVE, 0);
	place->parent->count++;
	*place->link = node;
}

static void
try_duplicate(struct trial *trial, const struct place *place)
{
	struct node copy = **place->link;

	copy.next = *place->link;
	*place->link = &copy;
	place->parent->count++;
	try_with(trial, DUPLICATE, 0);
	place->parent->count--;
	*place->link = copy.next;
}

static void
try_swap(struct trial *trial, const struct place *place)
{
	struct node *node = *place->link, *next = node->next;

	node->next = next->next;
	next->next = node;
	*place->link = next;
	try_with(trial, SWAP, 0);
	next->next = node->next;
	node->next = next;
	*place->link = node;
}

static void
try_move(struct trial *trial, const struct place *place)
{
	struct node *node = *place->link, *next = node->next, *last = next;

	while (last->next)
		last = last->next;
	*place->link = next;
	last->next = node;
	node->next = NULL;
	try_with(trial, MOVE_END, 0);
	last->next = NULL;
	node->next = next;
	*place->link = node;
}

static void
try_order(struct trial *trial, const struct place *place)
{
	if (place->parent->kind != NODE_LIST)
		return;
	try_duplicate(trial, place);
	if (!(*place->link)->next)
		return;
	try_swap(trial, place);
	try_move(trial, place);
}

static void
try_values(struct trial *trial, struct node *node)
{
	struct node kept = *node;

	if (kept.kind == NODE_BOOLEAN) {
		node->boolean = !kept.boolean;
		try_with(trial, VALUE, 0);
	}
	for (size_t i = 0; kept.kind == NODE_INTEGER && i < COUNT(integers); i++) {
		node->integer = integers[i];
		try_with(trial, VALUE, i);
	}
	for (size_t i = 0; kept.kind == NODE_TEXT && i < COUNT(texts); i++) {
		node->text = texts[i];
		try_with(trial, VALUE, i);
	}
	*node = kept;
}

static void
try_kinds(struct trial *trial, struct node *node)
{
	struct node kept = *node;

	for (size_t i = 0; i < COUNT(other_kinds); i++) {
		if (other_kinds[i].kind == kept.kind)
			continue;
		*node = other_kinds[i];
		node->key = kept.key;
		node->next = kept.next;
		try_with(trial, RETYPE, i);
	}
	*node = kept;
	if (!kept.first)
		return;
	node->first = NULL;
	node->count = 0;
	try_with(trial, EMPTY, 0);
	*node = kept;
}

static void try_children(struct trial *trial, struct node *parent);

static void
try_node(struct trial *trial, const struct place *place, size_t index)
{
	struct node *node = *place->link;
	size_t length = strlen(trial->pointer);

	if (node->key)
		snprintf(trial->pointer + length, sizeof(trial->pointer) - length, "/%s",
			 node->key);
	else
		snprintf(trial->pointer + length, sizeof(trial->pointer) - length, "/%zu", index);
	try_removal(trial, place);
	try_order(trial, place);
	try_kinds(trial, node);
	try_values(trial, node);
	try_children(trial, node);
	trial->pointer[length] = '\0';
}

static void
try_children(struct trial *trial, struct node *parent)
{
	size_t index = 0;

	for (struct node **link = &parent->first; *link; link = &(*link)->next)
		try_node(trial, &(struct place){parent, link}, index++);
}

static void
try_truncations(struct trial *trial, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!is_allowed(trial, bytes, i))
			continue;
		printf("FAIL %s: its first %zu bytes are allowed\n", trial->file, i);
		trial->failures++;
	}
}

/* The same bytes must come out again, or the mutations were not what they seem. */
static bool
check_same(const struct node *root, const char *bytes, size_t length)
{
	RELEASED_BY(buffer_release) struct buffer again = {0};

	json_write(&again, root);
	return again.length == length && memcmp(again.bytes, bytes, length) == 0;
}

static bool
try_document(const char *file, const char *bytes, size_t length)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct trial trial = {.file = file};
	struct error err;
	union {
		const struct node *read;
		struct node *changed;
	} root;

	arena_init(&arena);
	while (length && bytes[length - 1] == '\n')
		length--;
	if (!json_parse(&arena, bytes, length, &root.read, &err)) {
		printf("FAIL %s: %s\n", file, err.message);
		return false;
	}
	trial.root = root.read;
	if (is_allowed(&trial, bytes, length) || !trial.read) {
		printf("FAIL %s: not evidence that is refused\n", file);
		return false;
	}
	try_children(&trial, root.changed);
	if (!check_same(root.read, bytes, length)) {
		printf("FAIL %s: the document is not as it was\n", file);
		return false;
	}
	try_truncations(&trial, bytes, length);
	printf("ok %ld mutations of %s, %ld of them readable, %ld changed values allow it\n",
	       trial.tried, file, trial.read, trial.allowed_values);
	return trial.failures == 0;
}

int
main(int count, char **files)
{
	bool good = count > 1;

	for (int i = 1; i < count; i++) {
		static char bytes[LIMIT_DOCUMENT_BYTES];
		FILE *file = fopen(files[i], "r");
		size_t length = file ? fread(bytes, 1, sizeof(bytes), file) : 0;

		if (file)
			fclose(file);
		good &= try_document(files[i], bytes, length);
	}
	return good ? 0 : 1;
}
