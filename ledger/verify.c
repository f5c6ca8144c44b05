/* SPDX-License-Identifier: Apache-2.0 */
/* Is this ledger whole? The order of the questions, and what was found; see verify.h. */
#include "ledger/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ledger/verify_state.h"

#define CHECKPOINT "checkpoint"

struct problems { /* layout of the lists in struct verification */
	struct problem *at;
	size_t count;
};

static void FORMATTED(6, 0)
	add_problem(struct arena *arena, void *list, int64_t *count, const char *code,
		    const char *where, const char *format, va_list arguments)
{
	struct problems *problems = list;
	char text[LIMIT_ERROR_BYTES];
	struct problem *problem;

	(*count)++;
	if (problems->count >= VERIFY_PROBLEMS)
		return;
	vsnprintf(text, sizeof(text), format, arguments);
	problem = LIST_ADD(arena, problems);
	problem->code = code;
	problem->where = arena_text(arena, where);
	problem->text = arena_text(arena, text);
}

void
verification_add(struct arena *arena, struct verification *verification, const char *code,
		 const char *where, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add_problem(arena, &verification->problems, &verification->problem_count, code, where,
		    format, arguments);
	va_end(arguments);
}

void
found(struct verifying *verifying, const char *code, const char *where, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add_problem(verifying->arena, &verifying->out->problems, &verifying->out->problem_count,
		    code, where, format, arguments);
	va_end(arguments);
}

void
noticed(struct verifying *verifying, const char *code, const char *where, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add_problem(verifying->arena, &verifying->out->notes, &verifying->out->note_count, code,
		    where, format, arguments);
	va_end(arguments);
}

bool
is_enough(const struct verifying *verifying)
{
	return verifying->request->stop_at_first && verifying->out->problem_count > 0;
}

bool
cannot_read(struct verifying *verifying, const char *name, const char *code,
	    const struct error *problem, struct error *err)
{
	if (problem->code == ERROR_UNAVAILABLE) {
		*err = *problem;
		return fail_while(err, "verifying the ledger '%s'",
				  verifying->request->store->name);
	}
	found(verifying, code, name, "%s",
	      problem->code == ERROR_ABSENT ? "the file is missing" : problem->message);
	return true;
}

bool
read_file(struct verifying *verifying, const char *name, size_t limit, const char *code,
	  struct buffer *out, bool *there, struct error *err)
{
	const struct store *store = verifying->request->store;
	struct error problem;

	*there = store->read(store->self, name, limit, out, &problem);
	return *there || cannot_read(verifying, name, code, &problem, err);
}

bool
read_bundle(struct verifying *verifying, int64_t number, const char *code, struct buffer *bundle,
	    bool *there, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct tile tile = tile_at(TILE_ENTRIES, number, verifying->out->checkpoint.size);

	arena_init(&arena);
	buffer_clear(bundle);
	if (!read_file(verifying, tile_path(&arena, &tile), (size_t)TILE_WIDTH * (2 + UINT16_MAX),
		       code, bundle, there, err))
		return false;
	return !*there || known_bundle_same(verifying, number, bundle, err);
}

static bool
list_files(struct verifying *verifying, struct error *err)
{
	const struct store *store = verifying->request->store;

	return names_read(&verifying->names, &verifying->keeping, store, err) ||
	       fail_while(err, "verifying the ledger '%s'", store->name);
}

static void
count_key(struct verifying *verifying, const struct trusted_key *key)
{
	struct key_use *use = LIST_ADD(verifying->arena, &verifying->out->keys);

	use->fingerprint = arena_text(verifying->arena, key->fingerprint);
	use->usage = key->usage;
	use->signatures = 1;
}

bool
read_checkpoint(struct verifying *verifying, const char *bytes, size_t length, const char *where,
		const char *code, struct checkpoint *out, const struct trusted_key **used)
{
	const struct trust *trust = verifying->request->trust;
	struct error problem;
	bool read;

	if (!trust)
		read = checkpoint_parse(verifying->arena, bytes, length, out, &problem);
	else
		read = checkpoint_verify(verifying->arena, bytes, length, trust, out, used,
					 &problem);
	if (!read)
		found(verifying, code, where, "%s", problem.message);
	return read;
}

/* *there: there is a checkpoint to measure everything against. */
static bool
open_checkpoint(struct verifying *verifying, bool *there, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct trusted_key *used = NULL;

	*there = verifying->names.count > 0;
	if (!*there) {
		noticed(verifying, "LEDGER-EMPTY", verifying->request->store->name,
			"there is nothing in this ledger");
		return true;
	}
	if (!read_file(verifying, CHECKPOINT, LIMIT_CHECKPOINT_BYTES, "LEDGER-CHECKPOINT", &bytes,
		       there, err))
		return false;
	if (!*there)
		return true;
	names_mark(&verifying->names, CHECKPOINT);
	*there = read_checkpoint(verifying, bytes.bytes, bytes.length, CHECKPOINT,
				 "LEDGER-CHECKPOINT", &verifying->out->checkpoint, &used);
	if (used)
		count_key(verifying, used);
	return true;
}

static void
open_anchor(struct verifying *verifying)
{
	const struct verify_request *request = verifying->request;
	const struct trusted_key *used = NULL;
	int64_t size = verifying->out->checkpoint.size;

	if (!request->anchor)
		return;
	verifying->has_anchor =
		read_checkpoint(verifying, request->anchor, request->anchor_length,
				"earlier checkpoint", "LEDGER-ANCHOR", &verifying->anchor, &used);
	if (!verifying->has_anchor)
		return;
	verifying->out->anchor_size = verifying->anchor.size;
	if (verifying->anchor.size <= size)
		return;
	found(verifying, "LEDGER-OLDER", CHECKPOINT,
	      "the ledger has %lld records, the earlier checkpoint has %lld already",
	      (long long)size, (long long)verifying->anchor.size);
	verifying->has_anchor = false;
}

static bool
run(struct verifying *verifying, struct error *err)
{
	bool there, complete;

	if (!verifying->request->trust)
		found(verifying, "SIG-NO-TRUST", verifying->request->store->name,
		      "no trust file was given: signatures were not checked");
	if (!list_files(verifying, err) || !open_checkpoint(verifying, &there, err))
		return false;
	if (there || verifying->names.count == 0)
		open_anchor(verifying);
	if (!there || is_enough(verifying))
		return true;
	if (!stamps_open(verifying, err) || !verify_tree(verifying, &complete, err))
		return false;
	stamps_settle(verifying);
	if (is_enough(verifying))
		return true;
	if (!verify_records(verifying, err) || !chains_finish(verifying, err))
		return false;
	return !complete || is_enough(verifying) || verify_files(verifying, err);
}

bool
verify_ledger(struct arena *arena, const struct verify_request *request, struct verification *out,
	      struct error *err)
{
	struct verifying verifying = {.arena = arena, .request = request, .out = out};
	bool done;

	*out = (struct verification){0};
	arena_init(&verifying.keeping);
	done = run(&verifying, err);
	names_release(&verifying.names);
	known_close(&verifying);
	arena_release(&verifying.keeping);
	return done;
}
