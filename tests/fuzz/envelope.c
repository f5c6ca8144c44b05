/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does whatever travels have one form only? Envelopes, the statements in them, leaves and receipts:
 * what is read is, byte for byte, what would be written.
 */
#include "tests/fuzz/json_mutator.h"

#include "ledger/dsse.h"
#include "ledger/leaf.h"
#include "ledger/receipt.h"
#include "ledger/statement.h"
#include "ledger/unseal.h"
#include "reports/explain.h"

static bool
is_envelope(struct arena *arena, const char *bytes, size_t length)
{
	struct envelope envelope;
	struct error err = {0};

	return dsse_parse(arena, bytes, length, &envelope, &err);
}

static bool
is_leaf(struct arena *arena, const char *bytes, size_t length)
{
	struct leaf leaf;
	struct error err = {0};

	return leaf_parse(arena, bytes, length, &leaf, &err);
}

static bool
is_receipt(struct arena *arena, const char *bytes, size_t length)
{
	struct receipt receipt;
	struct error err = {0};

	return receipt_parse(arena, bytes, length, &receipt, &err);
}

/* What is written is what was read, and a byte more or less is something else. */
static void
require_one_form(struct arena *arena, const struct buffer *written, const char *bytes,
		 size_t length, bool (*accepts)(struct arena *, const char *, size_t))
{
	struct buffer longer RELEASED_BY(buffer_release) = {0};

	REQUIRE(written->length == length && memcmp(written->bytes, bytes, length) == 0);
	REQUIRE(!accepts(arena, bytes, length - 1));
	for (const char *more = "\n \"=A"; *more; more++) {
		buffer_clear(&longer);
		buffer_add(&longer, bytes, length);
		buffer_add_byte(&longer, *more);
		REQUIRE(!accepts(arena, longer.bytes, longer.length));
	}
}

/* What the ledger does with a record that it accepts. */
static void
require_leaf_of(struct arena *arena, const struct record *record)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct sha256 digest = {{1}};
	struct leaf leaf, read;
	struct error err = {0};

	leaf_of_record(arena, record, &digest, &digest, 0, &leaf);
	if (!leaf_write(&written, &leaf, &err)) {
		require_refusal(&err);
		return;
	}
	if (leaf_parse(arena, written.bytes, written.length, &read, &err))
		REQUIRE(leaf_equal(&leaf, &read));
	else
		require_refusal(&err);
}

static void
require_explained(struct arena *arena, const struct record *record)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct error err = {0};

	if (!explain_record(arena, record, NULL, false, &out, &err))
		require_refusal(&err);
	else
		REQUIRE(is_showable(out.bytes, out.length));
}

static void
try_statement(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct record record, read;
	struct error err = {0};

	if (!statement_parse(arena, bytes, length, &record, &err)) {
		require_refusal(&err);
		return;
	}
	statement_write(&written, &record);
	REQUIRE(statement_parse(arena, written.bytes, written.length, &read, &err));
	statement_write(&again, &read);
	REQUIRE_SAME(&written, &again);
	if (!record_check(&record, &err)) {
		require_refusal(&err);
		return;
	}
	require_leaf_of(arena, &record);
	require_explained(arena, &record);
}

static void
try_envelope(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct envelope envelope;
	struct unsealed unsealed;
	const char *code = NULL;
	struct error err = {0};

	if (!dsse_parse(arena, bytes, length, &envelope, &err)) {
		require_refusal(&err);
		return;
	}
	dsse_write(&written, &envelope);
	require_one_form(arena, &written, bytes, length, is_envelope);
	try_statement(arena, envelope.payload, envelope.payload_length);
	if (unseal(arena, bytes, length, NULL, 0, &unsealed, &code, &err))
		return;
	require_refusal(&err);
	REQUIRE(code);
}

static void
try_leaf(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct leaf leaf;
	struct error err = {0};

	if (!leaf_parse(arena, bytes, length, &leaf, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(leaf_write(&written, &leaf, &err));
	require_one_form(arena, &written, bytes, length, is_leaf);
	REQUIRE(leaf_equal(&leaf, &leaf));
	REQUIRE(text_starts_with(leaf_path(arena, &leaf), "records/"));
	REQUIRE(!strstr(leaf_path(arena, &leaf), ".."));
}

static void
try_receipt(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct receipt receipt;
	struct sha256 leaf;
	struct error err = {0};

	if (!receipt_parse(arena, bytes, length, &receipt, &err)) {
		require_refusal(&err);
		return;
	}
	receipt_write(&written, &receipt);
	require_one_form(arena, &written, bytes, length, is_receipt);
	merkle_leaf(&leaf, receipt.leaf, receipt.leaf_length);
	if (merkle_included(&leaf, receipt.index, receipt.checkpoint.size, &receipt.proof,
			    &receipt.checkpoint.root))
		REQUIRE(receipt.index < receipt.checkpoint.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};

	try_envelope(&arena, (const char *)bytes, length);
	try_statement(&arena, (const char *)bytes, length);
	try_leaf(&arena, (const char *)bytes, length);
	try_receipt(&arena, (const char *)bytes, length);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
/* Below the base64 of an envelope, too. */
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};
	struct buffer payload RELEASED_BY(buffer_release) = {0};
	struct envelope envelope;
	struct error err = {0};
	uint32_t mixed = seed * 2654435761u;

	if (seed % 4 == 0)
		return LLVMFuzzerMutate(bytes, length, limit);
	if (!dsse_parse(&arena, (const char *)bytes, length, &envelope, &err)) {
		json_mutate(&arena, (const char *)bytes, length, mixed, &changed);
	} else if (json_mutate(&arena, envelope.payload, envelope.payload_length, mixed,
			       &payload)) {
		envelope.payload = payload.bytes;
		envelope.payload_length = payload.length;
		dsse_write(&changed, &envelope);
	}
	return mutated(bytes, length, limit, &changed);
}
#endif
