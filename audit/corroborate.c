/* SPDX-License-Identifier: Apache-2.0 */
/* Does the forge still say what a record says that it said? See corroborate.h. */
#include "audit/corroborate.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"

static const char *const request_states[] = {"open", "closed", "merged"};
static const char *const review_states[] = {"dismissed", "changes requested", "approved"};

const char *
corroborate_instant(struct arena *arena, int64_t at)
{
	char *text = arena_allocate(arena, 21);

	if (!at)
		return "";
	instant_format(text, at);
	return text;
}

void
corroborate_add(struct corroborating *work, const char *fact, int state, const char *recorded,
		const char *now, const char *why)
{
	struct corroboration_file *out = work->out;
	int64_t *const counts[] = {&out->not_tested, &out->matches, &out->differs, &out->gone};

	*LIST_ADD(work->arena, &out->facts) =
		(struct corroborated_fact){work->record_id,          work->subject,  fact, state,
					   recorded ? recorded : "", now ? now : "", why};
	++*counts[state];
}

void
corroborate_compare(struct corroborating *work, const char *fact, const char *recorded,
		    const char *now)
{
	recorded = recorded ? recorded : "";
	now = now ? now : "";
	corroborate_add(work, fact,
			text_equal(recorded, now) ? CORROBORATED_MATCHES : CORROBORATED_DIFFERS,
			recorded, now, NULL);
}

/* ---- people ---- */

static void
name_person(struct corroborating *work, const struct account *account)
{
	struct corroboration_file *out = work->out;

	for (size_t i = 0; i < out->people.count; i++)
		if (text_equal(out->people.at[i].id, account->id) &&
		    text_equal(out->people.at[i].login, account->login))
			return;
	*LIST_ADD(work->arena, &out->people) =
		(struct corroboration_person){account->id, account->login ? account->login : ""};
}

static const char *
person_text(struct corroborating *work, const struct account *account)
{
	if (!account || !account->id)
		return "nobody that the forge knows";
	name_person(work, account);
	return arena_format(work->arena, "%s (%s)", account->login ? account->login : "",
			    account->id);
}

/* By the number: a login may have changed. */
static void
compare_people(struct corroborating *work, const char *fact, const struct account *recorded,
	       const struct account *now)
{
	bool both_nobody = (!recorded || !recorded->id) && (!now || !now->id);
	int state = both_nobody || account_equal(recorded, now) ? CORROBORATED_MATCHES
		    : !now || !now->id                          ? CORROBORATED_GONE
								: CORROBORATED_DIFFERS;

	corroborate_add(work, fact, state, person_text(work, recorded), person_text(work, now),
			state == CORROBORATED_GONE ? "the account was deleted since" : NULL);
}

/* ---- requests ---- */

static const char *
commits_text(struct arena *arena, const struct forge_request *request)
{
	RELEASED_BY(buffer_release) struct buffer ids = {0};

	for (size_t i = 0; i < request->commits.count; i++)
		buffer_add_format(&ids, "%s\n", request->commits.at[i].id);
	return arena_format(arena, "%lld, of which the list of ids has sha256 %s",
			    (long long)request->commit_count,
			    sha256_hex(arena, ids.length ? ids.bytes : "", ids.length));
}

static void
compare_request(struct corroborating *work, const struct forge_request *recorded,
		const struct forge_request *now)
{
	struct arena *arena = work->arena;

	corroborate_compare(work, "state", request_states[recorded->state],
			    request_states[now->state]);
	corroborate_compare(work, "merge commit", recorded->merge_commit, now->merge_commit);
	corroborate_compare(work, "merged at", corroborate_instant(arena, recorded->merged),
			    corroborate_instant(arena, now->merged));
	corroborate_compare(work, "head", recorded->head, now->head);
	corroborate_compare(work, "base", recorded->base, now->base);
	corroborate_compare(work, "commits", commits_text(arena, recorded),
			    commits_text(arena, now));
	compare_people(work, "author", recorded->author, now->author);
	compare_people(work, "merged by", recorded->merger, now->merger);
}

static const struct forge_review *
find_review(const struct forge_request *request, const char *id)
{
	for (size_t i = 0; i < request->reviews.count; i++)
		if (text_equal(request->reviews.at[i].id, id))
			return &request->reviews.at[i];
	return NULL;
}

static void
compare_review(struct corroborating *work, const struct forge_review *recorded,
	       const struct forge_review *now)
{
	struct arena *arena = work->arena;

	if (!now) {
		corroborate_add(work, "review", CORROBORATED_GONE,
				arena_format(arena, "%s by %s at %s",
					     review_states[recorded->state],
					     person_text(work, recorded->author),
					     corroborate_instant(arena, recorded->time)),
				"", "the forge has the request, and no review with this id");
		return;
	}
	corroborate_compare(work, "state", review_states[recorded->state],
			    review_states[now->state]);
	compare_people(work, "author", recorded->author, now->author);
	corroborate_compare(work, "submitted at", corroborate_instant(arena, recorded->time),
			    corroborate_instant(arena, now->time));
	corroborate_compare(work, "of commit", recorded->commit, now->commit);
}

int64_t
corroborate_asked_then(const struct record *record)
{
	return record->evidence->forge->time > 0 ? record->evidence->forge->time : record->time;
}

/* What the record calls merged was, whenever it says that it asked. */
static int64_t
seen_until(const struct record *record, const struct forge_request *recorded,
	   const struct forge_request *now)
{
	int64_t asked = corroborate_asked_then(record);

	return recorded->merged > 0 && now->merged > asked ? now->merged : asked;
}

/* What had been said then, and is not on record: whoever left it out had a reason. */
static void
find_left_out(struct corroborating *work, const struct forge_request *recorded,
	      const struct forge_request *now)
{
	for (size_t i = 0; i < now->reviews.count; i++) {
		const struct forge_review *review = &now->reviews.at[i];

		if (review->time >= seen_until(work->record, recorded, now) ||
		    find_review(recorded, review->id))
			continue;
		work->subject = arena_format(work->arena, "review %s of request #%lld", review->id,
					     (long long)recorded->number);
		corroborate_add(work, "review", CORROBORATED_DIFFERS, "",
				arena_format(work->arena, "%s by %s at %s",
					     review_states[review->state],
					     person_text(work, review->author),
					     corroborate_instant(work->arena, review->time)),
				"it was submitted before the gate asked, and is not on record");
	}
}

static const struct request_again *
find_again(const struct forge_again *again, int64_t number)
{
	for (size_t i = 0; i < again->requests.count; i++)
		if (again->requests.at[i].number == number)
			return &again->requests.at[i];
	return NULL;
}

static void
corroborate_request(struct corroborating *work, const struct forge_request *recorded)
{
	const struct request_again *again = find_again(work->again, recorded->number);
	const struct forge_request *now =
		again ? forge_find_request(&again->facts, recorded->number) : NULL;

	work->subject = arena_format(work->arena, "request #%lld", (long long)recorded->number);
	if (again && again->gone) {
		corroborate_add(work, "request", CORROBORATED_GONE, recorded->url, "",
				"the forge has the repository, and no request with this number");
		return;
	}
	if (!now) {
		corroborate_add(work, "request", CORROBORATED_NOT, recorded->url, "",
				again && again->facts.availability.why
					? again->facts.availability.why
					: "it was not answered");
		return;
	}
	compare_request(work, recorded, now);
	for (size_t i = 0; i < recorded->reviews.count; i++) {
		const struct forge_review *review = &recorded->reviews.at[i];

		work->subject = arena_format(work->arena, "review %s of request #%lld", review->id,
					     (long long)recorded->number);
		compare_review(work, review, find_review(now, review->id));
	}
	find_left_out(work, recorded, now);
}

/* ---- the repository ---- */

/* The first answer that there is: all are of one place. */
static const struct forge_facts *
any_answer(const struct forge_again *again)
{
	if (again->head.availability.state == KNOWN)
		return &again->head;
	for (size_t i = 0; i < again->requests.count; i++)
		if (again->requests.at[i].facts.availability.state == KNOWN)
			return &again->requests.at[i].facts;
	return NULL;
}

static void
corroborate_repository(struct corroborating *work)
{
	const struct forge_facts *recorded = work->record->evidence->forge;
	const struct forge_facts *now = any_answer(work->again);

	work->subject = arena_format(work->arena, "repository %s", recorded->repository);
	if (!now) {
		corroborate_add(work, "number", CORROBORATED_NOT, recorded->repository_id, "",
				work->again->head.availability.why
					? work->again->head.availability.why
					: "nothing of it was answered");
		return;
	}
	/* That which was asked is that of the record's key. */
	corroborate_compare(work, "name", recorded->repository, now->repository);
	corroborate_compare(work, "number", recorded->repository_id, now->repository_id);
	corroborate_compare(work, "host that answers", recorded->host, now->host);
}

const char *
corroborate_why_not(const struct record *record)
{
	if (!record->evidence)
		return "it is no deploy, and rests on no evidence";
	if (!record->evidence->forge)
		return "it rests on no forge";
	return record->evidence->forge->availability.state == KNOWN
		       ? NULL
		       : "the forge did not answer when it was made";
}

void
corroborate_record(struct arena *arena, const struct record *record,
		   const struct forge_again *again, struct corroboration_file *out)
{
	struct corroborating work = {arena, record->record_id, record, again, out, "record"};
	const char *why = corroborate_why_not(record);

	texts_add(arena, &out->records, record->record_id);
	if (why) {
		corroborate_add(&work, "forge", CORROBORATED_NOT, "", "", why);
		return;
	}
	corroborate_repository(&work);
	for (size_t i = 0; i < record->evidence->forge->requests.count; i++)
		corroborate_request(&work, &record->evidence->forge->requests.at[i]);
	corroborate_tests(&work);
}

void
corroborate_without(struct arena *arena, const char *record_id, struct corroboration_file *out)
{
	struct corroborating work = {arena, record_id, NULL, NULL, out, "record"};

	texts_add(arena, &out->records, record_id);
	corroborate_add(&work, "forge", CORROBORATED_NOT, "", "",
			"it was deployed without a record, so there is nothing to compare with");
}
