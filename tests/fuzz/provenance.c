/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can provenance say what its builder did not sign? Input: an envelope, as it is; and as the
 * statement in one that a trusted builder has signed.
 */
#include "tests/fuzz/json_mutator.h"

#include "base/encoding.h"
#include "ledger/dsse.h"
#include "ledger/provenance.h"
#include "tests/fake/sample_ledger.h"

#define ARTIFACT "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct key key = {"github.com/acme/pay", "pay", "production"};

/* The record key of the samples is that of the builder here. */
static struct sample *
sample_once(void)
{
	static struct sample sample;
	static bool opened;
	struct error err = {0};

	if (!opened) {
		sample_open(&sample);
		REQUIRE(trust_add(&sample.arena, &sample.trust, USAGE_PROVENANCE,
				  sample.record_signer.key, &err));
	}
	opened = true;
	return &sample;
}

static void
read_it(struct arena *arena, const struct buffer *bytes, struct provenance *out)
{
	provenance_read(arena, bytes->bytes ? bytes->bytes : "", bytes->length, &key, ARTIFACT,
			&sample_once()->trust, out);
	if (out->problem)
		REQUIRE(is_showable(out->problem, strlen(out->problem)));
	if (out->commit)
		REQUIRE(text_is_hex(out->commit, 40));
	if (out->builder)
		REQUIRE(is_showable(out->builder, strlen(out->builder)));
}

/* Commit and artefact come from the statement, or from nowhere. */
static void
require_said(const char *statement, size_t length, const struct provenance *said)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *text = arena_copy(&arena, statement, length);

	if (said->problem)
		return;
	REQUIRE(said->signed_by);
	if (said->artifact)
		REQUIRE(text_equal(said->artifact, ARTIFACT));
	if (said->commit && !strchr(text, '\\'))
		REQUIRE(strstr(text, said->commit));
	if (said->artifact && !strchr(text, '\\'))
		REQUIRE(strstr(text, ARTIFACT + strlen("sha256:")));
}

/* As DSSE has it, by this signer. */
static void
seal(const char *statement, size_t length, const struct signer *signer, struct buffer *out)
{
	struct buffer message RELEASED_BY(buffer_release) = {0};
	struct buffer signature RELEASED_BY(buffer_release) = {0};
	struct error err = {0};

	dsse_pae(&message, PAYLOAD_TYPE, statement, length);
	REQUIRE(signer->sign(signer->self, message.bytes, message.length, &signature, &err));
	buffer_add_text(out, "{\"payloadType\":\"" PAYLOAD_TYPE "\",\"payload\":\"");
	base64_encode(out, statement, length);
	buffer_add_text(out, "\",\"signatures\":[{\"sig\":\"AAAA\"},{\"sig\":\"");
	base64_encode(out, signature.bytes, signature.length);
	buffer_add_text(out, "\"}]}");
}

static void
try_statement(struct arena *arena, const char *statement, size_t length)
{
	struct buffer ours RELEASED_BY(buffer_release) = {0};
	struct buffer foreign RELEASED_BY(buffer_release) = {0};
	struct provenance said, again, theirs;

	seal(statement, length, &sample_once()->record_signer, &ours);
	read_it(arena, &ours, &said);
	require_said(statement, length, &said);
	read_it(arena, &ours, &again);
	REQUIRE(text_equal(said.commit, again.commit) && text_equal(said.problem, again.problem));
	seal(statement, length, &sample_once()->foreign_signer, &foreign);
	read_it(arena, &foreign, &theirs);
	REQUIRE(theirs.problem && !theirs.signed_by && !theirs.commit && !theirs.artifact);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer input RELEASED_BY(buffer_release) = {0};
	struct provenance said;

	buffer_add(&input, bytes, length);
	read_it(&arena, &input, &said);
	REQUIRE(!said.signed_by && !said.commit && !said.artifact && said.problem);
	if (length)
		try_statement(&arena, input.bytes, length);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};

	if (seed % 4 == 0 ||
	    !json_mutate(&arena, (const char *)bytes, length, seed * 2654435761u, &changed))
		return LLVMFuzzerMutate(bytes, length, limit);
	return mutated(bytes, length, limit, &changed);
}
#endif
