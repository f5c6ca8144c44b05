/* SPDX-License-Identifier: Apache-2.0 */
/* What does a forge's evidence add to the row of a record? See forge_columns.h. */
#include "audit/forge_columns.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"

#define REQUESTS "/forge/requests/"
#define REVIEWS "/reviews/"

const char *
account_text(struct arena *arena, const struct account *account)
{
	if (!account)
		return "(deleted account)";
	return arena_format(arena, "%s (%s)",
			    account->login ? text_shown(arena, account->login) : "?",
			    account->id ? text_shown(arena, account->id) : "no number");
}

/* The digits at `*at` as an index below `count`; moves behind them. */
static bool
read_index(struct arena *arena, const char **at, size_t count, size_t *index)
{
	size_t digits = 0;
	int64_t number;

	while (byte_is_digit((*at)[digits]))
		digits++;
	if (!digits || !text_to_integer(arena_copy(arena, *at, digits), &number) ||
	    (uint64_t)number >= count)
		return false;
	*index = (size_t)number;
	*at += digits;
	return true;
}

/* The review that a pointer names; NULL if it names none. */
static const struct forge_review *
review_of(struct arena *arena, const struct forge_facts *forge, const char *pointer)
{
	const struct forge_request *request;
	size_t index;

	if (!text_starts_with(pointer, REQUESTS))
		return NULL;
	pointer += strlen(REQUESTS);
	if (!read_index(arena, &pointer, forge->requests.count, &index) ||
	    !text_starts_with(pointer, REVIEWS))
		return NULL;
	request = &forge->requests.at[index];
	pointer += strlen(REVIEWS);
	if (!read_index(arena, &pointer, request->reviews.count, &index) || *pointer)
		return NULL;
	return &request->reviews.at[index];
}

static const char *
instant(struct arena *arena, int64_t time)
{
	char text[21];

	instant_format(text, time);
	return arena_text(arena, text);
}

static void
add_reviews(struct arena *arena, const struct forge_facts *forge,
	    const struct evaluation *evaluation, struct population_row *row)
{
	int64_t latest = 0;

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding->verdict != PASS || !text_equal(finding->check, "approval"))
			continue;
		for (size_t j = 0; j < finding->inputs.count; j++) {
			const struct forge_review *review =
				review_of(arena, forge, finding->inputs.at[j]);

			if (!review)
				continue;
			texts_add(arena, &row->approvers, account_text(arena, review->author));
			latest = review->time > latest ? review->time : latest;
		}
	}
	if (latest)
		row->approved_at_last = instant(arena, latest);
}

static void
add_requests(struct arena *arena, const struct forge_facts *forge, struct population_row *row)
{
	row->pr_ids = (struct texts){0};
	row->pr_count = 0;
	for (size_t i = 0; i < forge->landings.count; i++)
		for (size_t j = 0; j < forge->landings.at[i].requests.count; j++) {
			int64_t number = forge->landings.at[i].requests.at[j].number;
			const struct forge_request *request = forge_find_request(forge, number);
			const char *name = arena_format(arena, "#%lld", (long long)number);

			if (texts_contain(&row->pr_ids, name))
				continue;
			texts_add(arena, &row->pr_ids, name);
			row->pr_count++;
			if (request && request->title)
				row->title = text_shown(arena, request->title);
		}
}

void
forge_columns(struct arena *arena, const struct evidence *evidence,
	      const struct evaluation *evaluation, struct population_row *row)
{
	const struct forge_facts *forge = evidence->forge;

	if (!forge || forge->availability.state != KNOWN)
		return;
	add_reviews(arena, forge, evaluation, row);
	if (forge->landings.count)
		add_requests(arena, forge, row);
}
