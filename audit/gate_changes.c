/* SPDX-License-Identifier: Apache-2.0 */
/* Which policies and gates judged, who brought each, and what did it loosen? By the directions of
 * each field, the same that tell whether a policy only tightens what it extends
 * (core/policy_merge.h). */
#include "audit/gate_changes.h"

#include <string.h>

#include "audit/gate_requests.h"
#include "audit/pages.h"
#include "base/json.h"
#include "base/text.h"
#include "core/policy_merge.h"

/* The same document with this one child, and in it this one grandchild. */
static const struct node *
only(struct arena *arena, const struct node *root, const struct node *child,
     const struct node *grandchild)
{
	struct node *copies = arena_allocate(arena, 3 * sizeof(*copies));

	copies[0] = *root;
	copies[1] = *child;
	copies[0].first = &copies[1];
	copies[0].count = 1;
	copies[1].next = NULL;
	if (!grandchild)
		return copies;
	copies[2] = *grandchild;
	copies[2].next = NULL;
	copies[1].first = &copies[2];
	copies[1].count = 1;
	return copies;
}

static void
compare_one(struct arena *arena, const struct node *before, const struct node *after,
	    struct texts *looser)
{
	struct error err;

	if (!policy_only_tightens(arena, before, "the version before", after, NULL, &err))
		texts_add(arena, looser, text_shown(arena, err.message));
}

/* What lets something off: looser where the version before had none, which is silent on it. */
static const struct {
	const char *section, *key; /* key NULL: the section itself */
} lets_off[] = {
	{"approval", "bots"}, {"emergency", NULL}, {"holidays", NULL},          {"ignored", NULL},
	{"promotions", NULL}, {"waivers", NULL},   {"tests", "skip_unchanged"},
};

static void
find_added(struct arena *arena, const struct node *old, const struct node *new,
	   struct texts *looser)
{
	for (size_t i = 0; i < sizeof(lets_off) / sizeof(lets_off[0]); i++) {
		const char *section = lets_off[i].section, *key = lets_off[i].key;
		const struct node *before = node_get(old, section);
		const struct node *after = node_get(new, section);

		if (key) {
			before = before ? node_get(before, key) : NULL;
			after = after ? node_get(after, key) : NULL;
		}
		if (after && after->count && (!before || !before->count))
			texts_add(arena, looser,
				  arena_format(arena,
					       "%s%s%s: is new, and the version before had none",
					       section, key ? "." : "", key ? key : ""));
	}
}

/* Field by field, so that each one that is looser is told and not just the first. */
static bool
find_looser(struct arena *arena, const char *before, const char *after, struct texts *looser)
{
	const struct node *old, *new;
	struct error err;

	if (!json_parse(arena, before, strlen(before), &old, &err) ||
	    !json_parse(arena, after, strlen(after), &new, &err))
		return false;
	for (const struct node *child = old->first; child; child = child->next) {
		if (child->kind != NODE_MAP) {
			compare_one(arena, only(arena, old, child, NULL), new, looser);
			continue;
		}
		for (const struct node *inner = child->first; inner; inner = inner->next)
			compare_one(arena, only(arena, old, child, inner), new, looser);
	}
	find_added(arena, old, new, looser);
	return true;
}

/* ---- who brought it ---- */

struct brought {
	struct texts changes, authors, approvals, tickets;
};

static void
add_all(struct arena *arena, const struct texts *from, struct texts *to)
{
	for (size_t i = 0; i < from->count; i++)
		if (!texts_contain(to, from->at[i]))
			texts_add(arena, to, from->at[i]);
}

/* Changes of the policy's file that records had by when this version judged first, and not when the
 * one before it did. */
static void
find_brought(const struct period *period, const struct period_version *before,
	     const struct period_version *version, struct brought *out)
{
	struct arena *arena = period->arena;

	for (size_t i = 0; i < period->gate_requests.count; i++) {
		const struct period_gate_request *request = &period->gate_requests.at[i];

		if (!text_equal(request->repository, version->repository) ||
		    !gate_request_changes_policy(request) ||
		    request->first_at > version->first_at ||
		    (before && request->first_at <= before->first_at))
			continue;
		texts_add(arena, &out->changes, request->change);
		add_all(arena, &request->authors, &out->authors);
		add_all(arena, &request->tickets, &out->tickets);
		texts_add(arena, &out->approvals, request->approval);
	}
}

static const char *
or_untold(struct arena *arena, const struct texts *texts)
{
	return texts->count ? page_joined(arena, texts) : "not recorded";
}

static void
add_policy(const struct period *period, const struct period_version *before,
	   const struct period_version *version, struct sheet *out, int64_t *loosened)
{
	struct arena *arena = period->arena;
	struct brought brought = {0};
	struct texts looser = {0};
	bool read = !before || find_looser(arena, before->bytes, version->bytes, &looser);

	*loosened += looser.count > 0;
	find_brought(period, before, version, &brought);
	PAGE_CELLS(arena, out, SHEET_ROW, version->repository, version->digest, version->name,
		   page_instant(arena, version->first_at), page_instant(arena, version->last_at),
		   page_number(arena, version->records), version->first_record,
		   !read          ? "not tested: not read"
		   : !before      ? "the first of the period"
		   : looser.count ? "yes"
				  : "no",
		   or_untold(arena, &brought.changes), or_untold(arena, &brought.authors),
		   or_untold(arena, &brought.approvals), or_untold(arena, &brought.tickets));
	for (size_t i = 0; i < looser.count; i++)
		PAGE_CELLS(arena, out, SHEET_ROW, version->repository, "", "", "", "", "", "",
			   looser.at[i], "", "", "", "");
}

static void
add_requests(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;

	sheet_title(arena, out, "Changes of the gate's own files");
	PAGE_CELLS(arena, out, SHEET_HEADER, "repository", "change", "title", "files", "authors",
		   "approval", "tickets", "record", "first", "went_ahead");
	for (size_t i = 0; i < period->gate_requests.count; i++) {
		const struct period_gate_request *one = &period->gate_requests.at[i];

		PAGE_CELLS(arena, out, SHEET_ROW, text_shown(arena, one->repository), one->change,
			   one->title, page_joined(arena, &one->files),
			   page_joined(arena, &one->authors), one->approval,
			   page_joined(arena, &one->tickets), one->record_id,
			   page_instant(arena, one->first_at), one->went_ahead ? "yes" : "no");
	}
}

void
gate_changes_sheet(const struct period *period, struct sheet *out, int64_t *loosened)
{
	struct arena *arena = period->arena;

	*loosened = 0;
	out->name = "Gate changes";
	sheet_title(arena, out, "Policies, in the order in which they judged");
	PAGE_CELLS(arena, out, SHEET_HEADER, "repository", "policy_sha256", "source", "first",
		   "last", "records", "first_record", "looser", "brought_by", "authors", "approval",
		   "tickets");
	for (size_t i = 0; i < period->policies.count; i++)
		add_policy(period,
			   period_version_before(period->policies.at, &period->policies.at[i]),
			   &period->policies.at[i], out, loosened);
	sheet_title(arena, out, "Executables of the gate");
	PAGE_CELLS(arena, out, SHEET_HEADER, "repository", "gate_sha256", "version", "first",
		   "last", "records", "first_record", "looser");
	for (size_t i = 0; i < period->gates.count; i++) {
		const struct period_version *version = &period->gates.at[i];

		PAGE_CELLS(arena, out, SHEET_ROW, version->repository, version->digest,
			   version->name, page_instant(arena, version->first_at),
			   page_instant(arena, version->last_at),
			   page_number(arena, version->records), version->first_record,
			   "not tested: read the changelog");
	}
	add_requests(period, out);
	sheet_text(
		arena, out,
		"\"not recorded\": no record of this period and scope has the change that brought "
		"it; git has, at the commit that the source names.");
}
