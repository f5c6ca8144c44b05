/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests take back, or repeat, what was judged before? See gather_inherited.h. */
#include "cmd/gather_inherited.h"

#include <string.h>

#include "base/text.h"
#include "cmd/gather_inherited_rules.h"
#include "integrations/git_inherits.h"

#define MOST_RECORDS 500     /* looked through, the newest first */
#define MOST_CANDIDATES 1000 /* of one deploy */
#define SHORT_ID 12          /* of a subject: see checks/subject.h */

/* What one request may inherit from. */
struct candidate {
	struct change_request *request;
	struct inheritance facts;
};

struct candidates {
	LIST(struct candidate) all;
	size_t open; /* whose record was not found yet */
};

static bool
allows_any(const struct policy *policy)
{
	return policy && (policy->approval.reverts == INHERITING_ALLOWED ||
			  policy->approval.backports == INHERITING_ALLOWED ||
			  policy->tickets.reverts == INHERITING_ALLOWED ||
			  policy->tickets.backports == INHERITING_ALLOWED);
}

static void
list_candidates(struct world *world, struct change *change, struct candidates *candidates)
{
	for (size_t i = 0; i < change->requests.count; i++) {
		struct change_request *request = &change->requests.at[i];
		struct inheritances hints;

		git_inheritance_hints(world->arena, world->git, request, &hints);
		for (size_t n = 0; n < hints.all.count; n++) {
			struct inheritance facts = hints.all.at[n];

			if (candidates->all.count >= MOST_CANDIDATES)
				facts.why =
					"too many change requests of this deploy take something "
					"back or repeat it; deploy something in between first";
			*LIST_ADD(world->arena, &candidates->all) =
				(struct candidate){request, facts};
			candidates->open += !facts.why;
		}
	}
}

/* ---- what the ledger has of them ---- */

/* Whoever can choose which request a finding seems to be of lends nothing. */
static bool
is_named_alike(const struct record *record, const char *commit)
{
	const struct change *change = &record->evidence->change;
	size_t alike = 0;

	for (size_t i = 0; i < change->requests.count; i++)
		alike += strncmp(change->requests.at[i].commit, commit, SHORT_ID) == 0;
	return alike != 1;
}

/* The one finding of a control on a change request; NULL: there is none. */
static const struct finding *
find_finding(const struct record *record, const char *check, const char *commit)
{
	const struct evaluation *evaluation = record->evaluation;
	const struct finding *found = NULL;

	if (is_named_alike(record, commit))
		return NULL;
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (!text_equal(finding->check, check) ||
		    !text_starts_with(finding->subject, "change request ") ||
		    strncmp(finding->subject + strlen("change request "), commit, SHORT_ID) != 0)
			continue;
		if (found)
			return NULL;
		found = finding;
	}
	return found;
}

/* What a waiver let through, an app's exemption, or an inheritance lends nothing on. */
static const char *
own_approval(struct arena *arena, const struct record *record, const char *commit)
{
	const struct finding *finding = find_finding(record, "approval", commit);

	return finding && finding->verdict == PASS && text_equal(finding->code, "APPR-COUNTED")
		       ? arena_text(arena, finding->code)
		       : NULL;
}

static const char *
own_ticket(struct arena *arena, const struct record *record, const char *commit)
{
	const struct finding *finding = find_finding(record, "ticket", commit);
	const struct tickets *tickets = &record->evidence->tickets;
	int64_t at;

	if (!finding || finding->verdict != PASS || !text_equal(finding->code, "TKT-FOUND"))
		return NULL;
	for (size_t i = 0; i < finding->inputs.count; i++) {
		const char *input = finding->inputs.at[i];

		if (text_starts_with(input, "/tickets/references/") &&
		    text_to_integer(input + strlen("/tickets/references/"), &at) && at >= 0 &&
		    (size_t)at < tickets->references.count)
			return arena_text(arena, tickets->references.at[at].key);
	}
	return NULL;
}

static const struct change_request *
find_request(const struct record *record, const char *commit)
{
	const struct change *change = &record->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++)
		if (texts_contain(&change->requests.at[i].commits, commit))
			return &change->requests.at[i];
	return NULL;
}

static void
take(struct arena *arena, const struct logged *logged, const struct policy_facts *now,
     struct candidates *candidates)
{
	const struct record *record = &logged->record;

	for (size_t i = 0; i < candidates->all.count; i++) {
		struct inheritance *facts = &candidates->all.at[i].facts;
		const struct change_request *request;

		if (facts->why || facts->record || !(request = find_request(record, facts->from)))
			continue;
		facts->from = arena_text(arena, request->commit);
		facts->record = arena_text(arena, logged->leaf.payload);
		facts->record_id = arena_text(arena, record->record_id);
		if (was_judged_as_strictly(&record->evidence->policy, now))
			facts->approval = own_approval(arena, record, request->commit);
		facts->ticket = own_ticket(arena, record, request->commit);
		candidates->open--;
	}
}

static bool
look_into(struct world *world, struct log *log, int64_t index, const struct policy_facts *now,
	  struct candidates *candidates, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct logged logged;
	struct leaf leaf;

	arena_init(&arena);
	if (!log_read_leaf(&arena, log, index, &leaf, err))
		return false;
	if (leaf.kind != RECORD_DEPLOYMENT)
		return true;
	if (!log_read_record(&arena, log, index, &logged, err))
		return false;
	if (logged.record.evidence && logged.record.evaluation)
		take(world->arena, &logged, now, candidates);
	return true;
}

static bool
find_records(struct world *world, struct log *log, const struct evidence *evidence,
	     struct candidates *candidates, struct error *err)
{
	const char *repository = evidence->change.key.repository;
	int64_t index = log->checkpoint.size;

	for (size_t read = 0; candidates->open && read < MOST_RECORDS; read++) {
		if (!log_find_repository_before(world->arena, log, repository, index, &index, err))
			return false;
		if (index < 0)
			break;
		if (!look_into(world, log, index, &evidence->policy, candidates, err))
			return fail_while(err, "looking for what was judged before");
	}
	return true;
}

/* ---- what is proven ---- */

/* The first that is, or else the first that was named. */
static void
keep(struct arena *arena, const struct candidate *candidate)
{
	struct change_request *request = candidate->request;

	if (request->inherits && (!request->inherits->why || candidate->facts.why))
		return;
	request->inherits = arena_allocate(arena, sizeof(*request->inherits));
	*request->inherits = candidate->facts;
}

bool
gather_inherited(struct world *world, struct log *log, const struct policy *before,
		 struct evidence *evidence, struct error *err)
{
	struct change *change = &evidence->change;
	struct candidates candidates = {0};
	size_t looked_at = 0;

	if (!allows_any(&world->policy) && !allows_any(before))
		return true;
	list_candidates(world, change, &candidates);
	if (!find_records(world, log, evidence, &candidates, err))
		return false;
	for (size_t i = 0; i < candidates.all.count; i++) {
		struct candidate *candidate = &candidates.all.at[i];

		if (!candidate->facts.why && !candidate->facts.record)
			candidate->facts.why = "no allowed record of the ledger has judged that";
		if (!candidate->facts.why)
			git_inheritance_prove(world->arena, world->git, change, candidate->request,
					      &looked_at, &candidate->facts);
		keep(world->arena, candidate);
	}
	return true;
}
