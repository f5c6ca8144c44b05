/* SPDX-License-Identifier: Apache-2.0 */
/* Is an approval of what was merged? See pull_fresh.h. */
#include "checks/pull_fresh.h"

#include "base/text.h"
#include "checks/subject.h"

static const struct forge_event *
first_event(const struct forge_request *request, int kind, int64_t since)
{
	for (size_t i = 0; i < request->events.count; i++)
		if (request->events.at[i].kind == kind && request->events.at[i].time >= since)
			return &request->events.at[i];
	return NULL;
}

static const struct forge_push *
first_force(const struct forge_request *request, int64_t since)
{
	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (request->pushes.all.at[i].forced && request->pushes.all.at[i].time >= since)
			return &request->pushes.all.at[i];
	return NULL;
}

/* Within one second nobody knows which was first. */
static bool
was_head_at(const struct forge_request *request, const char *commit, int64_t time)
{
	const struct forge_push *last = NULL;

	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (request->pushes.all.at[i].time < time &&
		    (!last || request->pushes.all.at[i].time >= last->time))
			last = &request->pushes.all.at[i];
	return commit && last && text_equal(last->after, commit);
}

static bool
is_forced_since(const struct forge_request *request, const struct forge_review *review)
{
	return first_event(request, FORGE_FORCE_PUSHED, review->time) ||
	       first_force(request, review->time);
}

static bool
is_pushed_since(const struct forge_request *request, const struct forge_review *review)
{
	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (request->pushes.all.at[i].time > review->time)
			return true;
	return is_forced_since(request, review);
}

/* What it is bound to now is what was looked at then. */
static bool
is_bound(const struct forge_request *request, const struct forge_review *review)
{
	const struct forge_event *event = first_event(request, FORGE_FORCE_PUSHED, review->time);
	const struct forge_push *push = first_force(request, review->time);

	if ((!event && !push) || was_head_at(request, review->commit, review->time))
		return true;
	return review->commit && (!event || text_equal(event->before, review->commit)) &&
	       (!push || text_equal(push->before, review->commit));
}

/* Equal ids need no clone; anything else is for the clone to say. */
static int
content_of(const struct forge_request *request, const struct forge_review *review)
{
	bool same = text_equal(review->commit, request->head);

	if (same && review->content == REVISION_UNKNOWN)
		return REVISION_EXACT;
	if (!review->commit || (!same && review->content == REVISION_EXACT))
		return REVISION_UNKNOWN;
	return review->content;
}

/* "approved 51ac0e7, then 2 commits changed the diff" */
static const char *
changed_shown(const struct pull *pull, const struct forge_review *review)
{
	const struct forge_request *request = pull->request;
	const char *commit = short_id(pull->arena, review->commit);
	size_t at = 0, more;

	while (at < request->commits.count &&
	       !text_equal(request->commits.at[at].id, review->commit))
		at++;
	if (at == request->commits.count)
		return arena_format(pull->arena,
				    "approved %s, which a push took away; the diff is another one",
				    commit);
	more = request->commits.count - at - 1;
	return arena_format(pull->arena, "approved %s, then %zu commit%s changed the diff", commit,
			    more, plural(more));
}

static enum freshness_word
weigh_content(const struct pull *pull, const struct forge_review *review, const char **code,
	      const char **why)
{
	int content = content_of(pull->request, review);
	bool exact = pull->demand->rules->freshness == FRESHNESS_EXACT;

	*code = "APPR-STALE";
	if (content == REVISION_UNKNOWN) {
		*code = "APPR-STALE-UNKNOWN";
		*why = arena_format(pull->arena,
				    "approved %s, and nobody knows whether the diff is still the "
				    "same: %s",
				    review->commit ? short_id(pull->arena, review->commit)
						   : "a commit that is gone",
				    review->why ? text_shown(pull->arena, review->why)
						: "it was not compared");
		return NOBODY_KNOWS;
	}
	if (content == REVISION_DIFFERS) {
		*why = changed_shown(pull, review);
		return STALE;
	}
	if (exact && (content != REVISION_EXACT || is_pushed_since(pull->request, review))) {
		*why = arena_format(pull->arena,
				    "approved %s, then something was pushed; the policy asks for "
				    "an approval of the very head",
				    short_id(pull->arena, review->commit));
		return STALE;
	}
	return FRESH;
}

/* The same head brings more when its base has less: a base that went after the merge is no matter.
 */
static const struct forge_event *
moved_base(const struct forge_request *request, int64_t since)
{
	const struct forge_event *changed = first_event(request, FORGE_BASE_CHANGED, since);
	const struct forge_event *moved = first_event(request, FORGE_BASE_MOVED, since);

	if (changed || (request->merged && moved && moved->time > request->merged))
		return changed;
	return moved;
}

enum freshness_word
pull_freshness(const struct pull *pull, const struct forge_review *review, const char **code,
	       const char **why)
{
	const struct forge_event *base = moved_base(pull->request, review->time);

	if (base) {
		*code = "APPR-BASE-CHANGED";
		*why = arena_format(pull->arena,
				    base->kind == FORGE_BASE_CHANGED
					    ? "approved it before it was to go into %s"
					    : "approved it before a push by force took something "
					      "out of %s",
				    text_shown(pull->arena, pull->request->base));
		return STALE;
	}
	if (pull->demand->rules->freshness == FRESHNESS_IGNORED)
		return FRESH;
	if (review->commit && !is_bound(pull->request, review)) {
		*code = "APPR-STALE";
		*why = "approved something that a force push replaced; the forge has moved the "
		       "approval since";
		return STALE;
	}
	return weigh_content(pull, review, code, why);
}
