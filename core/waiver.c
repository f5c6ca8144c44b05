/* SPDX-License-Identifier: Apache-2.0 */
/* Which failures does the policy put up with for a while? See waiver.h. */
#include "core/waiver.h"

#include "base/text.h"
#include "base/time.h"
#include "core/evaluate.h"

/* How near a waiver is to counting, nearest last. */
enum standing { WAIVER_NONE, WAIVER_EXPIRED, WAIVER_TOO_LONG, WAIVER_UNPROVEN, WAIVER_USED };

struct waiving {
	struct judgement *judgement;
	const struct policy *now;
	const struct policy *in_force; /* NULL: none that may waive */
};

/* A policy that no deploy has brought yet waives nothing. */
static const struct policy *
find_in_force(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	const struct previous_policy *previous = evidence->policy.previous;
	struct policy *policy = arena_allocate(judgement->arena, sizeof(*policy));
	struct error err;

	if (!previous || policy_is_ahead(evidence) ||
	    !policy_read_digested(judgement->arena, previous->digest, previous->bytes, policy,
				  &err))
		return NULL;
	return policy;
}

static bool
is_in_force(const struct policy *in_force, const struct waiver *waiver)
{
	for (size_t i = 0; in_force && i < in_force->waivers.count; i++) {
		const struct waiver *other = &in_force->waivers.at[i];

		if (text_equal(other->control, waiver->control) &&
		    text_equal(other->service, waiver->service) &&
		    other->expires == waiver->expires)
			return true;
	}
	return false;
}

static bool
is_for(const struct waiving *waiving, const struct waiver *waiver, const struct finding *finding)
{
	const struct key *key = &waiving->judgement->evidence->change.key;

	return text_equal(waiver->control, finding->check) &&
	       (!waiver->service || text_equal(waiver->service, key->service));
}

static enum standing
standing_of(const struct waiving *waiving, const struct waiver *waiver)
{
	int64_t now = waiving->judgement->evidence->now.time;

	if (waiver->expires <= now)
		return WAIVER_EXPIRED;
	if (waiver->expires - now > WAIVER_SECONDS)
		return WAIVER_TOO_LONG;
	return is_in_force(waiving->in_force, waiver) ? WAIVER_USED : WAIVER_UNPROVEN;
}

static void
note(const struct waiving *waiving, struct finding *finding, const struct waiver *waiver,
     enum standing standing)
{
	static const struct {
		const char *code, *text;
	} notes[] = {
		[WAIVER_EXPIRED] = {"WAIVER-EXPIRED", "it no longer counts"},
		[WAIVER_TOO_LONG] = {"WAIVER-TOO-LONG",
				     "more than 90 days ahead: it does not count"},
		[WAIVER_UNPROVEN] = {"WAIVER-UNPROVEN",
				     "approved by whoever approves the change that brings it: it "
				     "counts once that is deployed"},
		[WAIVER_USED] = {"WAIVER-USED", "the policy in force puts up with it until then"},
	};
	struct judgement *judgement = waiving->judgement;
	char expires[21];

	instant_format(expires, waiver->expires);
	finding_note(judgement, finding, notes[standing].code, "waiver until %s (%s): %s", expires,
		     text_shown(judgement->arena, waiver->reason), notes[standing].text);
	finding_rests_on(judgement, finding, "/now");
	finding_rests_on(judgement, finding, "/policy");
}

/* What was once said to have begun earlier did not begin later. */
static int64_t
begin_of(const struct waiving *waiving, const struct waiver *waiver)
{
	int64_t since = waiver->since;
	const struct policy *in_force = waiving->in_force;

	for (size_t i = 0; since && in_force && i < in_force->waivers.count; i++) {
		const struct waiver *other = &in_force->waivers.at[i];

		if (text_equal(other->control, waiver->control) &&
		    text_equal(other->service, waiver->service) && other->since &&
		    other->since < since)
			since = other->since;
	}
	return since;
}

static void
note_age(const struct waiving *waiving, struct finding *finding, const struct waiver *waiver)
{
	int64_t since = begin_of(waiving, waiver);
	char text[21];

	if (!since || waiver->expires - since <= WAIVER_SECONDS)
		return;
	instant_format(text, since);
	finding_note(waiving->judgement, finding, "WAIVER-RENEWED",
		     "it was renewed: granted since %s, %lld days in all when it ends", text,
		     (long long)((waiver->expires - since) / INT64_C(86400)));
}

/* Of several waivers the nearest to counting decides. */
static void
apply(const struct waiving *waiving, struct finding *finding)
{
	enum standing best = WAIVER_NONE;
	const struct waiver *nearest = NULL;

	for (size_t i = 0; i < waiving->now->waivers.count; i++) {
		const struct waiver *waiver = &waiving->now->waivers.at[i];
		enum standing standing;

		if (!is_for(waiving, waiver, finding))
			continue;
		standing = standing_of(waiving, waiver);
		if (standing <= best)
			continue;
		best = standing;
		nearest = waiver;
	}
	if (!nearest)
		return;
	note(waiving, finding, nearest, best);
	note_age(waiving, finding, nearest);
	if (best == WAIVER_USED)
		finding->verdict = EXEMPT;
}

/* The policy says so too; whatever a policy says, approval cannot be waived. */
static bool
may_be_waived(const struct finding *finding)
{
	return finding->verdict == FAIL &&
	       (text_equal(finding->check, "ticket") || text_equal(finding->check, "tests") ||
		text_equal(finding->check, "separation"));
}

void
waivers_apply(struct judgement *judgement, const struct policy *now)
{
	struct waiving waiving = {.judgement = judgement, .now = now};
	struct evaluation *evaluation = judgement->evaluation;

	if (!now->waivers.count)
		return;
	waiving.in_force = find_in_force(judgement);
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (may_be_waived(&evaluation->findings.at[i]))
			apply(&waiving, &evaluation->findings.at[i]);
}
