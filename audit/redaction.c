/* SPDX-License-Identifier: Apache-2.0 */
/* How does an evidence pack leave the house without the names of people? See redaction.h. */
#include "audit/redaction.h"

#include <stdlib.h>
#include <string.h>

#include "audit/redaction_words.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"

#define SALT_DIGITS 64

/* ---- who is there --------------------------------------------------------------------------- */

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_TEXT && value->text[0] ? value->text : NULL;
}

static bool
add_person(struct redaction *redaction, const char *id, const char *value, struct error *err)
{
	if (!value)
		return true;
	if (redaction->people.count >= LIMIT_PSEUDONYMS)
		return fail(err, ERROR_USAGE,
			    "more than %d names, addresses and logins: take a shorter period",
			    LIMIT_PSEUDONYMS);
	*LIST_ADD(redaction->arena, &redaction->people) =
		(struct pseudonym){.value = arena_text(redaction->arena, value),
				   .id = arena_text(redaction->arena, id),
				   .length = strlen(value)};
	return true;
}

/* How evidence writes people: the key of what decides who it is, and of what goes with it. */
static const struct {
	const char *id, *others[4];
} forms[] = {
	{"id", {"name", "rawName", "rawId", "beforeId"}},
	{"id", {"login", NULL, NULL, NULL}},
	{"address", {"name", NULL, NULL, NULL}},
	{"actorId", {"actor", NULL, NULL, NULL}},
};

/* A map with such a pair of texts and without a list or an availability is a person. */
static bool
is_person(const struct node *map, size_t form)
{
	if (!node_get(map, forms[form].id) || !node_get(map, forms[form].others[0]))
		return false;
	for (const struct node *child = map->first; child; child = child->next)
		if (child->kind == NODE_LIST || text_equal(child->key, "availability"))
			return false;
	return true;
}

bool
redaction_learn_name(struct redaction *redaction, const char *name, struct error *err)
{
	if (!name || !name[0])
		return true;
	if (!add_person(redaction, name, name, err))
		return false;
	redaction->people.at[redaction->people.count - 1].by_name_only = true;
	return true;
}

static bool
learn_map(struct redaction *redaction, const struct node *map, struct error *err)
{
	for (size_t form = 0; form < sizeof(forms) / sizeof(forms[0]); form++) {
		const char *id = text_of(map, forms[form].id);

		if (!is_person(map, form))
			continue;
		if (!id)
			id = text_of(map, forms[form].others[0]);
		if (id && !add_person(redaction, id, id, err))
			return false;
		for (size_t i = 0; id && i < 4 && forms[form].others[i]; i++)
			if (!add_person(redaction, id, text_of(map, forms[form].others[i]), err))
				return false;
	}
	return true;
}

bool
redaction_learn(struct redaction *redaction, const struct node *document, struct error *err)
{
	if (document->kind == NODE_MAP && !learn_map(redaction, document, err))
		return false;
	for (const struct node *child = document->first; child; child = child->next)
		if (!redaction_learn(redaction, child, err))
			return false;
	return true;
}

/* ---- pseudonyms ----------------------------------------------------------------------------- */

static int
compare_people(const void *a, const void *b)
{
	const struct pseudonym *left = a, *right = b;
	int order = strcmp(left->value, right->value);

	return order ? order : strcmp(left->id, right->id);
}

/* Those of whom only the name is known come last. */
static int
compare_known(const void *a, const void *b)
{
	const struct pseudonym *left = a, *right = b;
	int order = strcmp(left->value, right->value);

	if (!order)
		order = left->by_name_only - right->by_name_only;
	return order ? order : compare_people(a, b);
}

static void
keep_one_of_each(struct redaction *redaction)
{
	size_t kept = 0;

	for (size_t i = 0; i < redaction->people.count; i++) {
		const struct pseudonym *last = kept ? &redaction->people.at[kept - 1] : NULL;

		if (last && redaction->people.at[i].by_name_only &&
		    text_equal(last->value, redaction->people.at[i].value))
			continue;
		if (!last || compare_people(last, &redaction->people.at[i]) != 0)
			redaction->people.at[kept++] = redaction->people.at[i];
	}
	redaction->people.count = kept;
}

/* A name that several people bear must not make one of them out of all. */
static bool
is_shared(const struct redaction *redaction, size_t at)
{
	const struct pseudonym *people = redaction->people.at;

	return (at && text_equal(people[at - 1].value, people[at].value)) ||
	       (at + 1 < redaction->people.count &&
		text_equal(people[at + 1].value, people[at].value));
}

static void
put_in_slot(struct redaction *redaction, struct pseudonym *person)
{
	struct pseudonym **slot =
		&redaction->slots[first_word_hash(person->value, person->length) % REDACTION_SLOTS];

	while (*slot && (*slot)->length >= person->length)
		slot = &(*slot)->next;
	person->next = *slot;
	*slot = person;
}

void
redaction_ready(struct redaction *redaction)
{
	if (redaction->people.count)
		qsort(redaction->people.at, redaction->people.count, sizeof(*redaction->people.at),
		      compare_known);
	keep_one_of_each(redaction);
	for (size_t i = 0; i < redaction->people.count; i++) {
		struct pseudonym *person = &redaction->people.at[i];

		person->as = pseudonym_of(redaction->arena, redaction->salt,
					  is_shared(redaction, i) ? person->value : person->id);
	}
	for (size_t i = 0; i < redaction->people.count; i++)
		if (is_findable(redaction->people.at[i].value))
			put_in_slot(redaction, &redaction->people.at[i]);
}

/* ---- documents ------------------------------------------------------------------------------ */

/* What these keys hold decides verdicts or finds a record again, and names nobody. */
static bool
is_kept(const char *key)
{
	static const char *const kept[] = {
		"_type",       "check",         "code",          "custody",    "environment",
		"gate_digest", "gitCommit",     "gitTree",       "grade",      "head_sha",
		"kind",        "payload",       "predicateType", "recordId",   "recordKind",
		"record_id",   "record_sha256", "record_url",    "repository", "result",
		"revision",    "schema",        "service",       "sha256",     "signed_by",
		"source",      "state",         "time",          "verdict",
	};

	for (size_t i = 0; key && i < sizeof(kept) / sizeof(kept[0]); i++)
		if (text_equal(kept[i], key))
			return true;
	return false;
}

/* The id of an account is a number, which no text is searched for. */
static const char *
account_as(const struct redaction *redaction, const struct node *map, const struct node *child)
{
	if (text_equal(child->key, "actorId") && child->text[0])
		return pseudonym_of(redaction->arena, redaction->salt, child->text);
	for (size_t form = 0; map && form < 2; form++)
		if (text_equal(child->key, "id") && child->text[0] && is_person(map, form))
			return pseudonym_of(redaction->arena, redaction->salt, child->text);
	return NULL;
}

/* What is in it is encoded, so that no search finds who it names. */
static bool
is_token(const char *key, const char *text)
{
	return (text_equal(key, "token") || text_equal(key, "platformProof")) &&
	       text_starts_with(text, "eyJ");
}

static void
redact_value(const struct redaction *redaction, const struct node *map, const struct node *node,
	     const char *key, struct buffer *out)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};
	const char *as;

	if (node->kind != NODE_TEXT || is_kept(key)) {
		json_write(out, node);
		return;
	}
	as = is_token(key, node->text) ? "(withheld: a token names people)"
				       : account_as(redaction, map, node);
	if (!as)
		redact_text(redaction, node->text, strlen(node->text), &text);
	json_write_text(out, as ? as : text.bytes ? text.bytes : "");
}

/* In the order of the document: what names nobody stays as it is, byte for byte. */
static void
redact_node(const struct redaction *redaction, const struct node *map, const struct node *node,
	    const char *key, struct buffer *out)
{
	bool is_map = node->kind == NODE_MAP;

	if (!is_map && node->kind != NODE_LIST) {
		redact_value(redaction, map, node, key, out);
		return;
	}
	buffer_add_byte(out, is_map ? '{' : '[');
	for (const struct node *child = node->first; child; child = child->next) {
		if (is_map) {
			json_write_text(out, child->key);
			buffer_add_byte(out, ':');
		}
		redact_node(redaction, is_map ? node : NULL, child, is_map ? child->key : key, out);
		buffer_add_text(out, child->next ? "," : "");
	}
	buffer_add_byte(out, is_map ? '}' : ']');
}

void
redact_document(const struct redaction *redaction, const struct node *root, struct buffer *out)
{
	redact_node(redaction, NULL, root, NULL, out);
}

/* ---- the file that stays at home ------------------------------------------------------------ */

void
redaction_write(const struct redaction *redaction, struct buffer *out)
{
	buffer_add_text(out, "{\n  \"people\": [");
	for (size_t i = 0; i < redaction->people.count; i++) {
		const struct pseudonym *person = &redaction->people.at[i];

		buffer_add_format(out, "%s\n    {\"pseudonym\": \"%s\", \"value\": ", i ? "," : "",
				  person->as);
		json_write_text(out, person->value);
		buffer_add_byte(out, '}');
	}
	buffer_add_format(out, "\n  ],\n  \"salt\": \"%s\",\n  \"schema\": \"%s\"\n}\n",
			  redaction->salt, PSEUDONYMS_SCHEMA);
}

bool
redaction_read_salt(struct arena *arena, const char *bytes, size_t length, const char **salt,
		    struct error *err)
{
	const struct node *root;
	const char *found;

	if (!json_parse(arena, bytes, length, &root, err))
		return false;
	found = text_of(root, "salt");
	if (!text_equal(text_of(root, "schema"), PSEUDONYMS_SCHEMA) || !found ||
	    !text_is_hex(found, SALT_DIGITS))
		return fail(err, ERROR_FORMAT, "it is no file of pseudonyms");
	*salt = found;
	return true;
}
