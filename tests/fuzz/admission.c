/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a file admit what it does not hold? Input: such a file. As it is, it is of no key that is
 * trusted here; and its statement, signed anew and put into a ledger of one record, admits what the
 * record says, where that is a verdict that allows, and nothing else.
 */
#include "tests/fuzz/json_mutator.h"

#include "ledger/admission.h"
#include "ledger/dsse.h"
#include "tests/fake/sample_ledger.h"

static const struct sample *
sample_once(void)
{
	static struct sample sample;
	static bool opened;

	if (!opened)
		sample_open(&sample);
	opened = true;
	return &sample;
}

static bool
judges(struct arena *arena, const struct admission *admission,
       const struct admission_request *request, const char *code)
{
	struct admission_refusals refusals = {0};

	admission_judge(arena, admission, request, &refusals);
	for (size_t i = 0; i < refusals.count; i++) {
		REQUIRE(is_showable(refusals.at[i].why, strlen(refusals.at[i].why)));
		if (code && text_equal(refusals.at[i].code, code))
			return true;
	}
	return !code && !refusals.count;
}

static const char *
another(struct arena *arena, const char *text)
{
	return arena_format(arena, "%sx", text ? text : "");
}

/* One thing at a time is another one: each is seen. */
static void
require_exact(struct arena *arena, const struct admission *admission,
	      const struct admission_request *same)
{
	struct admission_request other = *same;

	other.commit = another(arena, same->commit);
	REQUIRE(judges(arena, admission, &other, "ADMIT-OTHER-SHA"));
	other = *same;
	other.artifact = another(arena, same->artifact);
	REQUIRE(judges(arena, admission, &other, "ADMIT-OTHER-ARTIFACT"));
	other = *same;
	other.environment = another(arena, same->environment);
	REQUIRE(judges(arena, admission, &other, "ADMIT-OTHER-ENVIRONMENT"));
	other = *same;
	other.service = another(arena, same->service);
	REQUIRE(judges(arena, admission, &other, "ADMIT-OTHER-SERVICE"));
	other = *same;
	other.run = "no run";
	REQUIRE(judges(arena, admission, &other, "ADMIT-OTHER-RUN"));
	other = *same;
	other.now += same->max_age + 1;
	REQUIRE(judges(arena, admission, &other, "ADMIT-STALE"));
	other.now = same->now - ADMISSION_EARLY_SECONDS - 1;
	REQUIRE(judges(arena, admission, &other, "ADMIT-STALE"));
}

static void
require_judged(struct arena *arena, const struct admission *admission)
{
	const struct record *record = &admission->unsealed.record;
	struct admission_request same = {record->commit,
					 record->artifact,
					 record->key.environment,
					 record->key.service,
					 NULL,
					 record->time,
					 60};
	bool permits = record->result == RECORD_ALLOWED && record->evidence &&
		       record->kind != RECORD_RETRO;

	REQUIRE(judges(arena, admission, &same, NULL) == permits);
	REQUIRE(judges(arena, admission, &same, "ADMIT-REFUSED") == !permits);
	require_exact(arena, admission, &same);
}

/* A ledger of this one record. */
static void
make_receipt(struct arena *arena, const struct buffer *entry, struct receipt *receipt)
{
	struct buffer note RELEASED_BY(buffer_release) = {0};
	struct checkpoint checkpoint = {.origin = SAMPLE_ORIGIN, .size = 1};
	struct error err = {0};

	merkle_leaf(&checkpoint.root, entry->bytes, entry->length);
	REQUIRE(checkpoint_sign(&checkpoint, &sample_once()->checkpoint_signer, &note, &err));
	*receipt = (struct receipt){.leaf = entry->bytes,
				    .leaf_length = entry->length,
				    .checkpoint = checkpoint,
				    .checkpoint_bytes = arena_copy(arena, note.bytes, note.length),
				    .checkpoint_length = note.length};
}

/* A byte that is added, or that is not there, and it is no such file any more. */
static void
require_one_form(struct arena *arena, const struct buffer *file)
{
	struct buffer longer RELEASED_BY(buffer_release) = {0};
	struct admission admission;
	const char *code;
	struct error err = {0};

	REQUIRE(!admission_read(arena, file->bytes, file->length - 1, &sample_once()->trust,
				&admission, &code, &err));
	buffer_add(&longer, file->bytes, file->length);
	buffer_add_byte(&longer, '\n');
	REQUIRE(!admission_read(arena, longer.bytes, longer.length, &sample_once()->trust,
				&admission, &code, &err));
}

static void
admit_sealed(struct arena *arena, const struct buffer *envelope)
{
	struct buffer entry RELEASED_BY(buffer_release) = {0};
	struct buffer file RELEASED_BY(buffer_release) = {0};
	struct unsealed unsealed;
	struct receipt receipt;
	struct admission admission;
	struct leaf leaf;
	const char *code;
	struct error err = {0};

	if (!unseal(arena, envelope->bytes, envelope->length, &sample_once()->trust, 0, &unsealed,
		    &code, &err)) {
		require_refusal(&err);
		return;
	}
	leaf_of_record(arena, &unsealed.record, &unsealed.payload, &unsealed.file,
		       unsealed.record.chain.sequence ? 0 : -1, &leaf);
	if (!leaf_write(&entry, &leaf, &err))
		return;
	make_receipt(arena, &entry, &receipt);
	admission_write(&file, envelope->bytes, envelope->length, &receipt);
	REQUIRE(admission_read(arena, file.bytes, file.length, &sample_once()->trust, &admission,
			       &code, &err));
	require_judged(arena, &admission);
	require_one_form(arena, &file);
}

static bool
find_statement(struct arena *arena, const char *bytes, size_t length, struct envelope *envelope)
{
	const char *end = length ? memchr(bytes, '\n', length) : NULL;
	struct error err = {0};

	return end && dsse_parse(arena, bytes, (size_t)(end + 1 - bytes), envelope, &err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer sealed RELEASED_BY(buffer_release) = {0};
	struct admission admission;
	struct envelope envelope;
	const char *code = NULL;
	struct error err = {0};

	REQUIRE(!admission_read(&arena, (const char *)bytes, length, &sample_once()->trust,
				&admission, &code, &err));
	require_refusal(&err);
	REQUIRE(code);
	if (!find_statement(&arena, (const char *)bytes, length, &envelope))
		return 0;
	if (dsse_sign_proved(envelope.payload, envelope.payload_length,
			     &sample_once()->record_signer, envelope.proof, &sealed, &err))
		admit_sealed(&arena, &sealed);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
/* Below the base64 of the envelope; the receipt stays. */
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};
	struct buffer payload RELEASED_BY(buffer_release) = {0};
	const char *end = length ? memchr(bytes, '\n', length) : NULL;
	struct envelope envelope;

	if (seed % 4 == 0 || !find_statement(&arena, (const char *)bytes, length, &envelope) ||
	    !json_mutate(&arena, envelope.payload, envelope.payload_length, seed * 2654435761u,
			 &payload))
		return LLVMFuzzerMutate(bytes, length, limit);
	envelope.payload = payload.bytes;
	envelope.payload_length = payload.length;
	dsse_write(&changed, &envelope);
	buffer_add(&changed, end + 1, length - (size_t)(end + 1 - (const char *)bytes));
	return mutated(bytes, length, limit, &changed);
}
#endif
