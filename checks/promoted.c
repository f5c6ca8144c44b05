/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request a promotion? See promoted.h. */
#include "checks/promoted.h"

#include "base/glob.h"
#include "base/text.h"
#include "checks/pull_bots.h"
#include "checks/rulings.h"
#include "checks/separation.h"
#include "checks/subject.h"

struct promoting_by { /* one rule */
	struct pull *pull;
	const struct promotion_rule *rule;
	bool fits; /* it is about this request: what it says weighs more than what others do */
	struct promoted *out;
};

static bool
say(struct promoting_by *by, enum promoting state, const char *because)
{
	by->out->state = (int)state;
	by->out->because = because;
	return false;
}

/* "sha256:0123456789ab" */
static const char *
digest_shown(struct arena *arena, const char *digest)
{
	return text_shown(arena, arena_format(arena, "%.19s", digest));
}

/* ---- what the ledger has ---- */

static const char *
repository_of(const struct promoting_by *by)
{
	return by->rule->repository ? by->rule->repository : by->pull->policy->repository;
}

static void
rest_on_artifact(struct promoting_by *by, const char *pointer)
{
	if (!texts_contain(&by->out->inputs, pointer))
		texts_add(by->pull->arena, &by->out->inputs, pointer);
}

static const char *
availability_shown(struct arena *arena, const struct availability *availability)
{
	return availability->why ? text_shown(arena, availability->why) : "nobody asked";
}

/* "was gone back from by record R" */
static const char *
left_shown(struct arena *arena, const struct artifact_record *to)
{
	return to->left_by ? arena_format(arena, "was gone back from by record %s",
					  text_shown(arena, to->left_by))
			   : "was gone back from";
}

/* What was asked by this rule; NULL after saying that nobody knows. */
static const struct artifact_record *
find_record(struct promoting_by *by, const char *digest)
{
	const struct ledger_facts *ledger = &by->pull->judgement->evidence->ledger;
	struct arena *arena = by->pull->arena;

	for (size_t i = 0; i < ledger->artifacts.count; i++) {
		const struct artifact_record *found = &ledger->artifacts.at[i];

		if (!text_equal(found->artifact, digest) ||
		    !text_equal(found->repository, repository_of(by)) ||
		    !text_equal(found->service, by->rule->service) ||
		    !text_equal(found->environment, by->rule->from))
			continue;
		rest_on_artifact(by, arena_format(arena, "/ledger/artifacts/%zu", i));
		if (found->availability.state == KNOWN)
			return found;
		say(by, PROMOTES_UNKNOWN,
		    arena_format(arena, "the ledger could not tell of %s: %s",
				 digest_shown(arena, digest),
				 availability_shown(arena, &found->availability)));
		return NULL;
	}
	say(by, PROMOTES_UNKNOWN,
	    arena_format(arena, "the ledger was not asked about %s", digest_shown(arena, digest)));
	return NULL;
}

/* "sha256:... of payments in staging" */
static const char *
place_shown(const struct promoting_by *by, const char *digest)
{
	struct arena *arena = by->pull->arena;

	return arena_format(arena, "%s of %s in %s", digest_shown(arena, digest),
			    text_shown(arena, by->rule->service),
			    text_shown(arena, by->rule->from));
}

static bool
refuse_record(struct promoting_by *by, const struct artifact_record *to, const char *why)
{
	return say(by, PROMOTES_NOTHING,
		   arena_format(by->pull->arena, "%s %s", place_shown(by, to->artifact), why));
}

/* The newest record with it may be one that judges nothing, or has not to be passed. */
static const char *
not_passed_shown(struct arena *arena, const struct artifact_record *to)
{
	const struct placed *placed = to->placed;

	if (!placed)
		return "has no record that let it in";
	if (!text_equal(placed->kind, "deployment") && !text_equal(placed->kind, "redeploy"))
		return arena_format(arena, "never passed: record %s is of the kind %s",
				    text_shown(arena, placed->record_id),
				    text_shown(arena, placed->kind));
	return arena_format(arena, "did not pass in full, or failed since (record %s)",
			    text_shown(arena, placed->record_id));
}

/* Whoever merged could not know then what was judged only afterwards. */
static bool
was_judged_before(struct promoting_by *by, const struct artifact_record *to)
{
	int64_t merged = by->pull->request->merged;

	if (!to->included)
		return say(by, PROMOTES_UNKNOWN,
			   arena_format(by->pull->arena, "nobody knows since when %s is recorded",
					place_shown(by, to->artifact)));
	if (merged && to->included > merged + CLOCK_TOLERANCE_SECONDS)
		return refuse_record(by, to, "was recorded only after it was merged");
	return true;
}

static bool
has_passed(struct promoting_by *by, const struct artifact_record *to)
{
	struct arena *arena = by->pull->arena;

	if (!to->passed)
		return refuse_record(by, to, not_passed_shown(arena, to));
	if (!text_equal(to->passed->artifact, to->artifact) ||
	    !text_equal(to->passed->kind, "deployment"))
		return say(by, PROMOTES_UNKNOWN, "the record is not a deployment of that artefact");
	if (!to->stayed)
		return refuse_record(by, to, left_shown(arena, to));
	if (by->rule->provenance == PROMOTED_BUILT && !to->built)
		return refuse_record(by, to, "has no provenance in the record that it passed by");
	return was_judged_before(by, to);
}

/*
 * What goes must be of that service too, and older: a workload goes back by a review. All that came
 * there between the two comes with it.
 */
static bool
follows(struct promoting_by *by, const struct artifact_record *from,
	const struct artifact_record *to)
{
	struct arena *arena = by->pull->arena;

	if (!from->placed)
		return say(by, PROMOTES_NOTHING,
			   arena_format(arena, "what it replaces was never %s",
					place_shown(by, from->artifact)));
	if (to->passed->index <= from->placed->index)
		return refuse_record(by, to,
				     arena_format(arena,
						  "is older there than %s, which it replaces",
						  digest_shown(arena, from->artifact)));
	if (to->excused)
		return refuse_record(by, to,
				     arena_format(arena,
						  "has in it what record %s (%s) let in, which did "
						  "not pass in full",
						  text_shown(arena, to->excused->record_id),
						  text_shown(arena, to->excused->kind)));
	return to->unbroken ||
	       say(by, PROMOTES_UNKNOWN,
		   arena_format(arena, "nobody knows how what came before %s passed",
				place_shown(by, to->artifact)));
}

/* People took it back here; who brings it again undoes what they decided. */
static bool
is_new_here(struct promoting_by *by, const struct digest_move *move)
{
	struct arena *arena = by->pull->arena;

	if (move->held_at)
		return say(by, PROMOTES_NOTHING,
			   arena_format(
				   arena, "%s was taken back from '%s', which had it at commit %s",
				   digest_shown(arena, move->to), text_shown(arena, move->path),
				   short_id(arena, move->held_at)));
	return move->is_new ||
	       say(by, PROMOTES_UNKNOWN,
		   arena_format(arena, "nobody knows if %s was in '%s' before",
				digest_shown(arena, move->to), text_shown(arena, move->path)));
}

static bool
is_promoted(struct promoting_by *by, const struct digest_move *move)
{
	const struct artifact_record *to = find_record(by, move->to), *from;

	if (!to || !has_passed(by, to) || !is_new_here(by, move))
		return false;
	from = find_record(by, move->from);
	return from && follows(by, from, to);
}

/* ---- the request ---- */

static bool
is_own_merge(const struct change *change, const struct change_request *request)
{
	int64_t at = change_find_commit(change, request->commit);
	int merge = at < 0 ? MERGE_UNVERIFIED : change->commits.at[at].merge;

	return merge == MERGE_NONE || merge == MERGE_TRIVIAL || merge == MERGE_CLEAN;
}

static const char *
moves_problem(const struct promoting_by *by)
{
	const struct change_request *request = by->pull->change;
	const struct digest_moves *moves = request->moves;
	struct arena *arena = by->pull->arena;

	if (moves->why)
		return text_shown(arena, moves->why);
	if (!moves->moves.count || moves->move_count != (int64_t)moves->moves.count)
		return "it moves no digest that is known";
	if (!is_own_merge(&by->pull->judgement->evidence->change, request))
		return "its merge has something of its own";
	for (size_t i = 0; i < moves->moves.count; i++)
		if (!globs_match(&by->rule->paths, moves->moves.at[i].path))
			return arena_format(arena, "'%s' is not listed for %s",
					    text_shown(arena, moves->moves.at[i].path),
					    text_shown(arena, by->rule->service));
	return NULL;
}

/* The app of the rule that opened it, with the rule's files; or NULL. */
static const struct bot_rule *
find_promoter(const struct promoting_by *by)
{
	for (size_t i = 0; i < by->rule->by.count; i++) {
		const struct promoter *promoter = &by->rule->by.at[i];
		struct bot_rule *app = arena_allocate(by->pull->arena, sizeof(*app));

		*app = (struct bot_rule){
			.app = promoter->app, .id = promoter->id, .paths = by->rule->paths};
		if (pull_is_by(by->pull, app))
			return app;
	}
	return NULL;
}

/* "moves sha256:... to sha256:..., which passed staging as record R: commit C of REPOSITORY" */
static const char *
promotion_shown(struct promoting_by *by)
{
	const struct digest_moves *moves = by->pull->change->moves;
	const struct digest_move *move = &moves->moves.at[0];
	const struct placed *passed = find_record(by, move->to)->passed;
	struct arena *arena = by->pull->arena;

	return arena_format(arena,
			    "it only moves %s to %s%s, which passed %s of %s as record %s (commit "
			    "%s of %s)",
			    digest_shown(arena, move->from), digest_shown(arena, move->to),
			    moves->moves.count > 1
				    ? arena_format(arena, " (and %zu more)", moves->moves.count - 1)
				    : "",
			    text_shown(arena, by->rule->from), text_shown(arena, by->rule->service),
			    text_shown(arena, passed->record_id), short_id(arena, passed->commit),
			    text_shown(arena, repository_of(by)));
}

/* Before it is merged nobody compared its files, nor asked the ledger. */
static void
judge_advice(struct promoting_by *by)
{
	struct arena *arena = by->pull->arena;

	say(by, PROMOTES_LATER,
	    arena_format(arena,
			 "nothing is asked if it only moves digests to what passed %s of %s: that "
			 "is judged by 'changegate deploy'",
			 text_shown(arena, by->rule->from), text_shown(arena, by->rule->service)));
}

static void
judge_moves(struct promoting_by *by)
{
	const struct digest_moves *moves = by->pull->change->moves;

	for (size_t i = 0; i < moves->moves.count; i++)
		if (!is_promoted(by, &moves->moves.at[i]))
			return;
	say(by, PROMOTES, promotion_shown(by));
}

/* Is it one by this rule, as far as the rule is about it at all? */
static void
judge_by(struct promoting_by *by)
{
	const struct bot_rule *app = find_promoter(by);
	bool advice = pull_is_advice(by->pull);
	const char *problem;

	if (!app)
		return;
	problem = advice ? NULL : moves_problem(by);
	if (!problem)
		problem = pull_app_problem(by->pull, app);
	by->fits = !problem;
	if (problem)
		say(by, PROMOTES_NOTHING, problem);
	else if (advice)
		judge_advice(by);
	else
		judge_moves(by);
}

static void
rest_on_moves(struct pull *pull, struct promoted *out)
{
	if (out->because && pull->change->moves)
		texts_add(pull->arena, &out->inputs,
			  arena_format(pull->arena, "/change/changeRequests/%zu/moves",
				       request_position(pull->judgement, pull->change)));
}

/* What is told: that it is one, or else by the first rule that is about it. */
static bool
weighs_more(const struct promoting_by *by, const struct promoted *out, bool fits)
{
	return by->out->because &&
	       (!out->because || by->out->state > out->state || (by->fits && !fits));
}

void
promoted_by_pull(struct pull *pull, struct promoted *out)
{
	bool fits = false;

	*out = (struct promoted){.state = PROMOTES_NOTHING};
	if (!pull->change->moves && !pull_is_advice(pull))
		return;
	for (size_t i = 0; i < pull->policy->promotions.count; i++) {
		struct promoted said = {.state = PROMOTES_NOTHING};
		struct promoting_by by = {pull, &pull->policy->promotions.at[i], false, &said};

		judge_by(&by);
		if (weighs_more(&by, out, fits))
			*out = said;
		fits |= by.fits;
	}
	rest_on_moves(pull, out);
}
