/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can any evidence be judged? The judgement is total and repeatable, rests on what is in the
 * document, can be shown, and gets no better by losing evidence.
 */
#include "tests/fuzz/json_mutator.h"

#include "base/hash.h"
#include "checks/table.h"
#include "core/code.h"
#include "core/evaluate.h"
#include "reports/table.h"

/* No fuzzer finds a digest: the one in the document is replaced by the right one. */
static const char *
digest_of(struct arena *arena, const char *text)
{
	struct sha256 digest;
	char hex[65];

	sha256(&digest, text, strlen(text));
	sha256_format(hex, &digest);
	return arena_text(arena, hex);
}

static bool
judge_evidence(struct arena *arena, const struct evidence *evidence, const struct evaluation *asked,
	       struct evaluation *out)
{
	struct error err = {0};

	if (evaluate_evidence(arena, check_table, evidence, asked, out, &err))
		return true;
	require_refusal(&err);
	return false;
}

static void
require_write_round_trip(struct arena *arena, const struct evidence *evidence,
			 struct buffer *written)
{
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct evidence read;
	struct error err = {0};

	evidence_write(written, evidence);
	if (!evidence_parse(arena, written->bytes, written->length, &read, &err)) {
		fprintf(stderr, "%s\n%s\n", err.message, written->bytes);
		abort();
	}
	evidence_write(&again, &read);
	REQUIRE_SAME(written, &again);
}

static void
require_finding(const struct finding *finding, const struct node *document)
{
	REQUIRE(finding->check && finding->subject && finding->because);
	REQUIRE(code_find(finding->code));
	REQUIRE(finding->fix || (finding->verdict != FAIL && finding->verdict != UNKNOWN));
	for (size_t i = 0; i < finding->inputs.count; i++) {
		if (json_pointer(document, finding->inputs.at[i]))
			continue;
		fprintf(stderr, "%s rests on %s, which is not in the evidence\n", finding->code,
			finding->inputs.at[i]);
		abort();
	}
	for (size_t i = 0; i < finding->notes.count; i++)
		REQUIRE(code_find(finding->notes.at[i].code));
}

static void
require_findings(struct arena *arena, const struct evaluation *evaluation,
		 const struct buffer *written)
{
	const struct node *document = NULL;
	struct error err = {0};

	REQUIRE(json_parse(arena, written->bytes, written->length, &document, &err));
	REQUIRE(evaluation->findings.count > 0);
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		require_finding(finding, document);
		if (finding->verdict == FAIL || finding->verdict == UNKNOWN)
			REQUIRE(evaluation->result != RESULT_ALLOWED);
	}
}

/* Evaluated again, from the document that was written, and as a record asks for it. */
static void
require_repeatable(struct arena *arena, const struct buffer *written,
		   const struct evaluation *evaluation)
{
	struct buffer first RELEASED_BY(buffer_release) = {0};
	struct buffer second RELEASED_BY(buffer_release) = {0};
	struct evaluation again;
	struct evidence read;
	struct error err = {0};

	REQUIRE(evidence_parse(arena, written->bytes, written->length, &read, &err));
	REQUIRE(judge_evidence(arena, &read, evaluation, &again));
	fields_write(&first, &evaluation_fields, evaluation);
	fields_write(&second, &evaluation_fields, &again);
	REQUIRE_SAME(&first, &second);
}

static void
require_reports(struct arena *arena, const struct evidence *evidence,
		const struct evaluation *evaluation)
{
	struct report_input input = {
		.evidence = evidence, .evaluation = evaluation, .record_kind = RECORD_DEPLOYMENT};

	for (size_t i = 0; report_table[i]; i++) {
		struct buffer out RELEASED_BY(buffer_release) = {0};

		report_table[i]->write(arena, &out, &input);
		REQUIRE(out.length > 0 && is_showable(out.bytes, out.length));
	}
}

struct loss {
	struct arena *arena;
	const struct policy *policy;
};

static void
require_no_better(const struct loss *loss, const struct evidence *less)
{
	struct evaluation evaluation;

	evaluate(loss->arena, check_table, loss->policy, less, &evaluation);
	REQUIRE(evaluation.result != RESULT_ALLOWED);
}

#define WITHOUT(list)                                   \
	do {                                            \
		struct evidence less = *evidence;       \
		if (less.list.count) {                  \
			less.list.count--;              \
			require_no_better(loss, &less); \
			less.list.count = 0;            \
			require_no_better(loss, &less); \
		}                                       \
	} while (0)

#define WITHOUT_ONE(pointer)                            \
	do {                                            \
		struct evidence less = *evidence;       \
		if (less.pointer) {                     \
			less.pointer = NULL;            \
			require_no_better(loss, &less); \
		}                                       \
	} while (0)

#define NOT_SAID(section)                                          \
	do {                                                       \
		struct evidence less = *evidence;                  \
		less.section.availability.state = UNAVAILABLE;     \
		less.section.availability.why = "nobody answered"; \
		require_no_better(loss, &less);                    \
	} while (0)

#define COPY(arena, list)                                                                 \
	memcpy(arena_allocate((arena), (list).count * sizeof(*(list).at) + 1), (list).at, \
	       (list).count * sizeof(*(list).at))

/* Of one report, one trailer and one co-author. */
static void
require_inner_loss_is_no_gain(const struct loss *loss, const struct evidence *evidence)
{
	for (size_t i = 0; i < evidence->tests.results.count; i++) {
		struct evidence less = *evidence;

		if (!less.tests.results.at[i].reports.count)
			continue;
		less.tests.results.at = COPY(loss->arena, less.tests.results);
		less.tests.results.at[i].reports.count--;
		require_no_better(loss, &less);
	}
	for (size_t i = 0; i < evidence->change.commits.count; i++) {
		struct evidence less = *evidence;
		struct commit *commit;

		less.change.commits.at = COPY(loss->arena, less.change.commits);
		commit = &less.change.commits.at[i];
		if (commit->co_authors.count) {
			commit->co_authors.count--;
			require_no_better(loss, &less);
		}
		if (commit->trailers.count) {
			commit->trailers.count--;
			require_no_better(loss, &less);
		}
	}
}

/* What is not allowed stays so when something of the evidence is lost. */
static void
require_loss_is_no_gain(const struct loss *loss, const struct evidence *evidence)
{
	NOT_SAID(reviews);
	NOT_SAID(tickets);
	NOT_SAID(tests);
	NOT_SAID(tests.work_tree);
	WITHOUT(change.commits);
	WITHOUT(change.requests);
	WITHOUT(change.boundary);
	WITHOUT(change.submodules);
	WITHOUT(reviews.approvals);
	WITHOUT(tickets.references);
	WITHOUT(tests.results);
	WITHOUT(environment.refs);
	WITHOUT(environment.freezes);
	WITHOUT_ONE(environment.promotion);
	WITHOUT_ONE(environment.rollback);
	WITHOUT_ONE(policy.previous);
	WITHOUT_ONE(ledger.in_place);
	require_inner_loss_is_no_gain(loss, evidence);
}

static void
try_losses(struct arena *arena, const struct evidence *evidence)
{
	struct policy policy;
	struct loss loss = {arena, &policy};
	struct error err = {0};

	REQUIRE(policy_read_digested(arena, evidence->policy.digest, evidence->policy.bytes,
				     &policy, &err));
	require_loss_is_no_gain(&loss, evidence);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct evidence evidence;
	struct evaluation evaluation;
	struct error err = {0};

	if (!evidence_parse(&arena, (const char *)bytes, length, &evidence, &err)) {
		require_refusal(&err);
		return 0;
	}
	evidence.policy.digest = digest_of(&arena, evidence.policy.bytes);
	if (evidence.policy.previous)
		evidence.policy.previous->digest =
			digest_of(&arena, evidence.policy.previous->bytes);
	require_write_round_trip(&arena, &evidence, &written);
	if (!judge_evidence(&arena, &evidence, NULL, &evaluation))
		return 0;
	require_findings(&arena, &evaluation, &written);
	require_repeatable(&arena, &written, &evaluation);
	require_reports(&arena, &evidence, &evaluation);
	if (evaluation.result != RESULT_ALLOWED)
		try_losses(&arena, &evidence);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};

	if (seed % 4)
		json_mutate(&arena, (const char *)bytes, length, seed * 2654435761u, &changed);
	return mutated(bytes, length, limit, &changed);
}
#endif
