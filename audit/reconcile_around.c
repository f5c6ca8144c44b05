/* SPDX-License-Identifier: Apache-2.0 */
/* What do tickets, rules, runs and the exports themselves tell? R0, R6, R8, R9, R12. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

static const char *
text_at(struct arena *arena, int64_t at)
{
	char *text = arena_allocate(arena, 21);

	instant_format(text, at);
	return text;
}

static void
differs(struct reconciliation *all, int test, const char *code, const char *subject, int64_t at,
	const char *what)
{
	reconcile_differs(all, test,
			  &(struct difference){.code = code,
					       .subject = subject,
					       .at = at ? text_at(all->arena, at) : "",
					       .service = "",
					       .environment = "",
					       .what = what});
}

/* ---- R6 ---- */

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(((const struct outside_line *)a)->id, ((const struct outside_line *)b)->id);
}

static struct outside_line *
find_ticket(const struct reconciliation *all, const char *key)
{
	struct outside_line wanted = {.id = key}, *found = NULL;

	for (size_t i = 0; i < all->sources.count && !found; i++)
		if (all->sources.at[i].kind == OUTSIDE_TICKETS && all->sources.at[i].lines.count)
			found = bsearch(&wanted, all->sources.at[i].lines.at,
					all->sources.at[i].lines.count, sizeof(wanted),
					compare_lines);
	return found;
}

static void
compare_ticket(struct reconciliation *all, const struct compared *record, const char *key)
{
	struct outside_line *ticket = find_ticket(all, key);

	if (!ticket) {
		differs(all, 6, "REC-TICKET-UNKNOWN", record->record_id, record->deployed_at,
			arena_format(all->arena, "the tracker's export has no ticket %s", key));
		return;
	}
	ticket->match = record->record_id;
	if (ticket->at && ticket->at > record->deployed_at)
		differs(all, 6, "REC-TICKET-LATE", record->record_id, record->deployed_at,
			arena_format(all->arena,
				     "ticket %s was made at %s, after the deploy that it is for",
				     key, text_at(all->arena, ticket->at)));
}

static void
tell_ticket_without_record(struct reconciliation *all, const struct outside_source *source)
{
	for (size_t i = 0; i < source->lines.count; i++) {
		const struct outside_line *line = &source->lines.at[i];

		if (line->ended && !line->match && reconcile_in_period(all, line->ended))
			differs(all, 6, "REC-TICKET-DEPLOYED", line->id, line->ended,
				"the tracker calls it deployed, and no record has it");
	}
}

static void
test_tickets(struct reconciliation *all)
{
	struct reconcile_test *test = NULL;

	for (size_t i = 0; i < all->sources.count; i++)
		if (all->sources.at[i].kind == OUTSIDE_TICKETS) {
			test = reconcile_tested(all, 6, "tickets of records, and deployed tickets");
			if (all->sources.at[i].lines.count)
				qsort(all->sources.at[i].lines.at, all->sources.at[i].lines.count,
				      sizeof(struct outside_line), compare_lines);
		}
	for (size_t i = 0; test && i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		for (size_t j = 0; j < record->tickets.count; j++) {
			if (!record->in_frame || !record->in_period)
				continue;
			test->compared++;
			compare_ticket(all, record, record->tickets.at[j]);
		}
		if (record->in_frame && record->in_period && !record->tickets.count &&
		    !record->exempt && text_equal(record->kind, "normal"))
			differs(all, 6, "REC-NO-TICKET", record->record_id, record->deployed_at,
				"no ticket counted for it; look whether it was exempt");
	}
	for (size_t i = 0; test && i < all->sources.count; i++)
		if (all->sources.at[i].kind == OUTSIDE_TICKETS)
			tell_ticket_without_record(all, &all->sources.at[i]);
}

/* ---- R8 ---- */

static const struct {
	const char *action;
	bool weakens;
} rule_actions[] = {
	{"protected_branch.destroy", true},
	{"protected_branch.policy_override", true},
	{"protected_branch.create", false},
	{"repository_ruleset.destroy", true},
	{"repository_ruleset.update (disabled)", true},
	{"repository_ruleset.update", false},
	{"repository_ruleset.create", false},
	{"environment.remove_protection_rule", true},
	{"environment.add_protection_rule", false},
};

/* -1: of no interest; else whether it weakens. */
static int
weakens(const char *action)
{
	for (size_t i = 0; i < sizeof(rule_actions) / sizeof(rule_actions[0]); i++)
		if (text_equal(rule_actions[i].action, action))
			return rule_actions[i].weakens;
	return -1;
}

static bool
same_family(const char *a, const char *b)
{
	while (*a && *a == *b && *a != '.') {
		a++;
		b++;
	}
	return *a == '.' && *b == '.';
}

static int
compare_times(const void *a, const void *b)
{
	const struct outside_line *left = a, *right = b;

	return left->at < right->at ? -1 : left->at > right->at;
}

static const struct outside_line *
find_restored(const struct outside_source *source, size_t after)
{
	const struct outside_line *off = &source->lines.at[after];

	for (size_t i = after + 1; i < source->lines.count; i++) {
		const struct outside_line *line = &source->lines.at[i];

		if (text_equal(line->repository, off->repository) &&
		    same_family(line->state, off->state) && weakens(line->state) == 0)
			return line;
	}
	return NULL;
}

static void
tell_weakened(struct reconciliation *all, const struct outside_source *source, size_t at)
{
	const struct outside_line *line = &source->lines.at[at], *back;
	const char *how_long = "";

	if (!text_equal(line->state, "protected_branch.policy_override")) {
		back = find_restored(source, at);
		how_long = back ? arena_format(all->arena, "; back after %lld seconds",
					       (long long)(back->at - line->at))
				: "; not restored in this log";
	}
	if (line->actor[0] && !texts_contain(&all->people, line->actor))
		texts_add(all->arena, &all->people, line->actor);
	differs(all, 8, "REC-GATE-OFF", line->id, line->at,
		arena_format(all->arena, "%s did %s in %s%s", line->actor, line->state,
			     line->repository, how_long));
}

static void
test_rules(struct reconciliation *all)
{
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *source = &all->sources.at[i];
		struct reconcile_test *test;

		if (source->kind != OUTSIDE_RULES)
			continue;
		test = reconcile_tested(all, 8, "the forge's audit log");
		if (source->lines.count)
			qsort(source->lines.at, source->lines.count, sizeof(struct outside_line),
			      compare_times);
		for (size_t j = 0; j < source->lines.count; j++) {
			if (!reconcile_in_period(all, source->lines.at[j].at))
				continue;
			test->compared++;
			if (weakens(source->lines.at[j].state) == 1)
				tell_weakened(all, source, j);
		}
	}
}

/* ---- R9 and R0 ---- */

static void
test_lengths(struct reconciliation *all)
{
	for (size_t i = 0; i < all->sources.count; i++) {
		const struct outside_source *source = &all->sources.at[i];

		if (source->said_total < 0)
			continue;
		reconcile_tested(all, 9, "exports that tell a total")->compared++;
		if (source->said_total != (int64_t)source->lines.count)
			differs(all, 9, "REC-TRUNCATED", source->file, 0,
				arena_format(all->arena, "its system has %lld, the export has %zu",
					     (long long)source->said_total, source->lines.count));
	}
}

struct outsider {
	const char *service, *environment;
	int64_t count;
};

struct outsiders {
	LIST(struct outsider) each;
	int64_t others; /* deploys of further ones */
};

static void
count_outsider(struct arena *arena, struct outsiders *outsiders, const struct outside_line *line)
{
	for (size_t i = 0; i < outsiders->each.count; i++) {
		struct outsider *known = &outsiders->each.at[i];

		if (text_equal(known->service, line->service) &&
		    text_equal(known->environment, line->environment)) {
			known->count++;
			return;
		}
	}
	if (outsiders->each.count == LIMIT_OUT_OF_SCOPE)
		outsiders->others++;
	else
		*LIST_ADD(arena, &outsiders->each) =
			(struct outsider){line->service, line->environment, 1};
}

static void
tell_outsiders(struct reconciliation *all, const char *who, int64_t count)
{
	if (count)
		differs(all, 0, "REC-OUT-OF-SCOPE", who, 0,
			arena_format(all->arena,
				     "%lld deploys, not compared: the scope that was given does "
				     "not have it",
				     (long long)count));
}

static void
test_scope(struct reconciliation *all)
{
	struct outsiders outsiders = {0};

	for (size_t i = 0; i < all->sources.count; i++) {
		const struct outside_source *source = &all->sources.at[i];

		if (source->kind != OUTSIDE_DEPLOYMENTS && source->kind != OUTSIDE_CLOUD &&
		    source->kind != OUTSIDE_RUNTIME)
			continue;
		for (size_t j = 0; j < source->lines.count; j++) {
			const struct outside_line *line = &source->lines.at[j];

			reconcile_tested(all, 0, "services and environments of the sources")
				->compared++;
			if (!reconcile_in_scope(all, line->service, line->environment))
				count_outsider(all->arena, &outsiders, line);
		}
	}
	for (size_t i = 0; i < outsiders.each.count; i++)
		tell_outsiders(all,
			       arena_format(all->arena, "%s to %s", outsiders.each.at[i].service,
					    outsiders.each.at[i].environment),
			       outsiders.each.at[i].count);
	tell_outsiders(all, "further services and environments", outsiders.others);
}

/* ---- R12 ---- */

static int
compare_visits(const void *a, const void *b)
{
	return strcmp(((const struct gate_visit *)a)->commit,
		      ((const struct gate_visit *)b)->commit);
}

static bool
take_visit(struct reconciliation *all, const struct outside_line *line)
{
	size_t low = 0, high = all->visits.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(all->visits.at[middle].commit, line->commit) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < all->visits.count && text_equal(all->visits.at[low].commit, line->commit);
	     low++) {
		struct gate_visit *visit = &all->visits.at[low];
		int64_t away = visit->at < line->at ? line->at - visit->at : visit->at - line->at;

		if (visit->taken || away > all->window)
			continue;
		visit->taken = true;
		return true;
	}
	return false;
}

void
reconcile_runs(struct reconciliation *all)
{
	struct reconcile_test *test = reconcile_tested(all, 12, "attempts in the ledger alone");
	const struct verification *verification = all->verification;
	const struct outside_source *source;
	size_t from = 0;

	for (size_t i = 0; i < verification->open_attempts.count; i++)
		differs(all, 12, "REC-ATTEMPT-OPEN", verification->open_attempts.at[i].record_id,
			verification->open_attempts.at[i].time,
			"the gate was asked, and its answer was never recorded");
	test->compared = verification->by_kind[RECORD_ATTEMPT];
	if (all->visits.count)
		qsort(all->visits.at, all->visits.count, sizeof(all->visits.at[0]), compare_visits);
	while ((source = reconcile_source(all, OUTSIDE_RUNS, &from))) {
		test->by = "attempts in the ledger, and the runs of the gate's workflow";
		for (size_t i = 0; i < source->lines.count; i++) {
			const struct outside_line *line = &source->lines.at[i];

			if (!reconcile_in_period(all, line->at))
				continue;
			test->compared++;
			if (!take_visit(all, line))
				differs(all, 12, "REC-RUN-UNRECORDED",
					arena_format(all->arena, "runs %s", line->id), line->at,
					arena_format(all->arena,
						     "the gate's workflow ran for %s and left "
						     "nothing in the ledger",
						     line->commit));
		}
	}
	from = 0;
	if (!reconcile_source(all, OUTSIDE_RUNS, &from))
		texts_add(all->arena, &all->not_tested,
			  "R12 whether the gate's workflow ran without asking it: no list of runs "
			  "was given (--source runs=FILE)");
}

void
reconcile_around(struct reconciliation *all)
{
	test_scope(all);
	test_tickets(all);
	test_rules(all);
	test_lengths(all);
}
