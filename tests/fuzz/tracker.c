/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can what a tracker answers break its readers, or make a ticket out of nothing? Input: which
 * tracker is asked, and its answers in their order; behind the last one it fails.
 */
#include "tests/fuzz/json_mutator.h"

#include "core/evidence.h"
#include "integrations/tracker_work.h"

#define KEYS 2

/* The answers that are left. */
static const struct node *answers;

static int64_t
number_of(const struct node *map, const char *key, int64_t otherwise)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_INTEGER ? value->integer : otherwise;
}

static bool
says(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_BOOLEAN && value->boolean;
}

/* In the place of the network. */
void
tracker_send(struct tracker_work *work, struct tracker_requests *requests)
{
	for (size_t i = 0; i < requests->all.count; i++) {
		struct tracker_request *request = &requests->all.at[i];

		REQUIRE(request->path[0] == '/');
		request->label = "GET of the test";
		request->total_count = number_of(answers, "total", -1);
		request->is_absent = request->absent && says(answers, "absent");
		request->root = request->is_absent ? NULL : node_get(answers, "root");
		if (!request->root && !request->is_absent)
			request->why = "it does not answer";
		answers = answers ? answers->next : NULL;
	}
	(void)work;
}

static void
require_found(const struct tracked_ticket *row)
{
	REQUIRE(row->key && row->id && row->status && row->status_id && row->type && row->project);
	REQUIRE(row->created > 0 && row->url);
	REQUIRE(row->moved == !text_equal(row->key, row->asked));
	if (row->history.state == KNOWN && row->transition_count)
		REQUIRE(text_equal(row->transitions.at[row->transition_count - 1].to_id,
				   row->status_id));
	for (size_t i = 1; i < row->transitions.count; i++)
		REQUIRE(row->transitions.at[i - 1].time <= row->transitions.at[i].time);
	for (size_t i = 0; i < row->approvals.count; i++)
		REQUIRE(row->approvals.at[i].decision != DECISION_PENDING);
}

static void
require_row(const struct tracked_ticket *row)
{
	REQUIRE(row->transition_count == (int64_t)row->transitions.count);
	REQUIRE(row->approvals_known.state == NOT_ASKED ||
		row->approval_count == (int64_t)row->approvals.count);
	REQUIRE((row->history.state == UNAVAILABLE) == (row->history.why != NULL));
	if (row->state == TRACKED_FOUND)
		require_found(row);
	else
		REQUIRE(row->state == TRACKED_UNKNOWN || row->why);
}

/* As evidence it can be written, and read again. */
static void
require_evidence(struct arena *arena, const struct tracker_facts *facts)
{
	struct buffer one RELEASED_BY(buffer_release) = {0};
	struct buffer other RELEASED_BY(buffer_release) = {0};
	struct tracker_facts again = {0};
	const struct node *root;
	struct error err = {0};

	fields_write(&one, &tracker_fields, facts);
	REQUIRE(json_parse(arena, one.bytes, one.length, &root, &err));
	REQUIRE(fields_read(arena, &tracker_fields, root, NULL, &again, &err));
	fields_write(&other, &tracker_fields, &again);
	REQUIRE_SAME(&one, &other);
}

static void
ask(struct arena *arena, const struct node *root)
{
	static const struct tracker *const trackers[] = {
		&jira_cloud_tracker, &jira_data_center_tracker, &servicenow_tracker};
	int64_t kind = number_of(root, "kind", 0) % 3;
	bool servicenow = kind == 2 || kind == -2;
	struct ticket_rules rules = {.approval.required = says(root, "required"),
				     .approval.field = says(root, "field") ? "Approver" : NULL};
	struct tracker_question question = {.rules = &rules, .in_force = true};
	struct tracker_facts facts = {
		.availability.state = KNOWN, .kind = "test", .url = "", .host = "", .count = KEYS};
	struct tracker_work work = {.arena = arena,
				    .question = &question,
				    .rules = &rules,
				    .base = "https://tracker.example.org",
				    .host = "tracker.example.org",
				    .facts = &facts};
	const struct node *list = node_get(root, "answers");

	for (int i = 0; i < KEYS; i++)
		*LIST_ADD(arena, &facts.tickets) = (struct tracked_ticket){
			.asked = arena_format(arena, servicenow ? "CHG000%d" : "PAY-%d", i + 1)};
	answers = list && list->kind == NODE_LIST ? list->first : NULL;
	trackers[kind < 0 ? -kind : kind]->ask(&work);
	REQUIRE(facts.tickets.count == KEYS);
	for (size_t i = 0; i < KEYS; i++)
		require_row(&facts.tickets.at[i]);
	require_evidence(arena, &facts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;
	struct error err = {0};

	if (json_parse(&arena, (const char *)bytes, length, &root, &err))
		ask(&arena, root);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};

	if (seed % 8 == 0 ||
	    !json_mutate(&arena, (const char *)bytes, length, seed * 2654435761u, &changed))
		return LLVMFuzzerMutate(bytes, length, limit);
	return mutated(bytes, length, limit, &changed);
}
#endif
