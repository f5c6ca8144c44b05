/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests only move digests? See gather_promoted.h. */
#include "cmd/gather_promoted.h"

#include "base/glob.h"
#include "base/text.h"
#include "cmd/gather_ledger.h"
#include "integrations/git_digest_before.h"
#include "integrations/git_digest_moves.h"

#define MOST_ARTIFACTS 500 /* asked about in one deploy; of the others nothing is known */

/* ---- what moves ---- */

static void
add_paths(struct arena *arena, const struct policy *policy, struct texts *paths)
{
	for (size_t i = 0; policy && i < policy->promotions.count; i++) {
		const struct texts *own = &policy->promotions.at[i].paths;

		for (size_t n = 0; n < own->count; n++)
			texts_add(arena, paths, own->at[n]);
	}
}

static void
find_moves(struct world *world, const struct texts *paths, struct change *change)
{
	uint64_t read = 0;

	for (size_t i = 0; i < change->requests.count; i++) {
		struct change_request *request = &change->requests.at[i];

		request->moves = arena_allocate(world->arena, sizeof(*request->moves));
		git_digest_moves(world->arena, world->git, request->commit, paths, &read,
				 request->moves);
		if (!request->moves->why)
			git_digest_before(world->arena, world->git, request->commit, &read,
					  request->moves);
	}
}

/* ---- what the ledger has of it ---- */

/* It passed there, by the gate's own finding: who gave provenance that did not hold has none. */
static bool
was_built(const struct record *record)
{
	const struct evaluation *evaluation = record->evaluation;

	for (size_t i = 0; evaluation && i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding->verdict == PASS && text_equal(finding->check, "separation") &&
		    text_equal(finding->code, "ART-BOUND"))
			return true;
	}
	return false;
}

static bool
read_passed(struct log *log, struct artifact_record *artifact, struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct logged logged;

	arena_init(&scratch);
	if (!log_read_record(&scratch, log, artifact->passed->index, &logged, err))
		return false;
	artifact->built = was_built(&logged.record);
	return gather_inclusion(&scratch, log, &logged, &artifact->included, err);
}

static bool
trace(struct arena *arena, struct log *log, struct artifact_record *artifact, struct error *err)
{
	struct key key = {artifact->repository, artifact->service, artifact->environment};
	struct artifact_trace found;

	if (!log_trace_artifact(arena, log, &key, artifact->artifact, &found, err))
		return false;
	artifact->passed = found.passed;
	artifact->placed = found.placed;
	artifact->stayed = found.passed && !found.left_by;
	artifact->left_by = found.left_by;
	return !artifact->passed || read_passed(log, artifact, err);
}

static struct artifact_record *
find_asked(struct ledger_facts *facts, const struct promotion_rule *rule,
	   const struct policy *policy, const char *digest)
{
	const char *repository = rule->repository ? rule->repository : policy->repository;

	for (size_t i = 0; i < facts->artifacts.count; i++) {
		struct artifact_record *asked = &facts->artifacts.at[i];

		if (text_equal(asked->artifact, digest) &&
		    text_equal(asked->repository, repository) &&
		    text_equal(asked->service, rule->service) &&
		    text_equal(asked->environment, rule->from))
			return asked;
	}
	return NULL;
}

static void
ask(struct world *world, struct log *log, const struct policy *policy,
    const struct promotion_rule *rule, const char *digest, struct ledger_facts *facts)
{
	struct artifact_record artifact = {
		.artifact = digest,
		.repository = rule->repository ? rule->repository : policy->repository,
		.service = rule->service,
		.environment = rule->from,
		.availability = {.state = KNOWN},
	};
	struct error err;

	if (find_asked(facts, rule, policy, digest) || facts->artifacts.count >= MOST_ARTIFACTS)
		return;
	if (!trace(world->arena, log, &artifact, &err)) {
		artifact.passed = artifact.placed = NULL;
		artifact.availability =
			(struct availability){UNAVAILABLE, arena_text(world->arena, err.message)};
	}
	*LIST_ADD(world->arena, &facts->artifacts) = artifact;
}

/* What came there after what goes, up to what comes. */
static void
ask_between(struct world *world, struct log *log, const struct artifact_record *from,
	    struct artifact_record *to)
{
	struct key key;
	struct error err;

	if (!from || !to || !from->placed || !to->passed || to->excused)
		return;
	key = (struct key){to->repository, to->service, to->environment};
	if (log_find_excused(world->arena, log, &key, from->artifact, to->passed->index,
			     &to->excused, &err)) {
		to->unbroken = !to->excused;
		return;
	}
	to->passed = to->placed = NULL;
	to->unbroken = false;
	to->availability =
		(struct availability){UNAVAILABLE, arena_text(world->arena, err.message)};
}

static void
ask_all(struct world *world, struct log *log, const struct policy *policy,
	const struct change_request *request, struct ledger_facts *facts)
{
	for (size_t i = 0; policy && i < policy->promotions.count; i++) {
		const struct promotion_rule *rule = &policy->promotions.at[i];

		for (size_t n = 0; n < request->moves->moves.count; n++) {
			const struct digest_move *move = &request->moves->moves.at[n];

			if (!globs_match(&rule->paths, move->path))
				continue;
			ask(world, log, policy, rule, move->from, facts);
			ask(world, log, policy, rule, move->to, facts);
			ask_between(world, log, find_asked(facts, rule, policy, move->from),
				    find_asked(facts, rule, policy, move->to));
		}
	}
}

void
gather_promoted(struct world *world, struct log *log, const struct policy *before,
		struct evidence *evidence)
{
	struct change *change = &evidence->change;
	struct texts paths = {0};

	add_paths(world->arena, &world->policy, &paths);
	add_paths(world->arena, before, &paths);
	if (!paths.count)
		return;
	find_moves(world, &paths, change);
	if (evidence->deployment.artifact) {
		evidence->deployment.named =
			arena_allocate(world->arena, sizeof(*evidence->deployment.named));
		git_digest_files(world->arena, world->git, change->head, &paths,
				 evidence->deployment.artifact, evidence->deployment.named);
	}
	for (size_t i = 0; i < change->requests.count; i++) {
		ask_all(world, log, &world->policy, &change->requests.at[i], &evidence->ledger);
		ask_all(world, log, before, &change->requests.at[i], &evidence->ledger);
	}
}
