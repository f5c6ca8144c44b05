/* SPDX-License-Identifier: Apache-2.0 */
/* What does the forge say of a record, asked again with the auditor's token? See corroborate.h. */
#include "cmd/corroborate.h"

#include "base/text.h"
#include "cmd/gather_forge.h"
#include "integrations/github_say.h"

static void
ask_head(struct asking *asking, struct github *github, const struct record *record,
	 struct forge_again *again)
{
	struct forge_question question = {.repository = github_repository(github),
					  .head = record->evidence->change.head,
					  .checks = true};

	if (!corroborate_wants_checks(record, 0))
		return;
	corroborate_workflows(asking->arena, record, &question.workflows);
	github_ask(asking->arena, github, &question, NULL, &again->head);
}

/* 404 of a request is "gone" only where the same token sees the repository itself. */
static bool
is_gone(struct arena *arena, struct github *github, int64_t number)
{
	struct github_try tries[] = {
		{.path = arena_format(arena, "/pulls/%lld", (long long)number)}, {.path = ""}};

	github_try_all(arena, github, tries, 2);
	return tries[0].status == 404 && tries[1].status == 200;
}

static void
ask_request(struct asking *asking, struct github *github, const struct record *record,
	    int64_t number, struct forge_again *again)
{
	struct request_again *request = LIST_ADD(asking->arena, &again->requests);
	struct forge_question question = {.repository = github_repository(github),
					  .number = number,
					  .checks = corroborate_wants_checks(record, number)};

	request->number = number;
	corroborate_workflows(asking->arena, record, &question.workflows);
	github_ask(asking->arena, github, &question, NULL, &request->facts);
	if (request->facts.availability.state != KNOWN)
		request->gone = is_gone(asking->arena, github, number);
}

static void
keep_answers(struct asking *asking, struct github *github, const struct record *record)
{
	struct evidence asked = {0};

	github_sources(asking->arena, github, &asked);
	for (size_t i = 0; i < asked.sources.count; i++) {
		const struct source *source = &asked.sources.at[i];

		*LIST_ADD(asking->arena, &asking->file.answers) = (struct corroboration_answer){
			record->record_id, source->name,   source->reference,
			source->sha256,    source->status, source->time};
	}
}

static bool
open_forge(struct asking *asking, const struct record *record, struct github **github,
	   struct error *err)
{
	struct policy place = {.repository = record->key.repository,
			       .api = argument(asking->arguments, "--api")};
	struct github_settings settings;

	if (!gather_forge_settings(&place, argument_given(asking->arguments, "--debug-http"),
				   &settings, err))
		return false;
	settings.for_auditor = true;
	if (github_open(&settings, github, err))
		return true;
	return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
}

static int64_t
count_told(const struct corroboration_file *file)
{
	return file->matches + file->differs + file->gone;
}

bool
corroborate_ask(struct asking *asking, const struct record *record, struct error *err)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	struct forge_again *again = arena_allocate(asking->arena, sizeof(*again));
	const struct evidence *evidence = record->evidence;
	int64_t told = count_told(&asking->file);

	if (corroborate_why_not(record)) {
		corroborate_record(asking->arena, record, again, &asking->file);
		return true;
	}
	if (!open_forge(asking, record, &github, err))
		return false;
	ask_head(asking, github, record, again);
	for (size_t i = 0; i < evidence->forge->requests.count; i++)
		ask_request(asking, github, record, evidence->forge->requests.at[i].number, again);
	keep_answers(asking, github, record);
	corroborate_record(asking->arena, record, again, &asking->file);
	asking->unanswered += count_told(&asking->file) == told;
	return true;
}
