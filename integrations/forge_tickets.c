/* SPDX-License-Identifier: Apache-2.0 */
/* Which tickets do the change requests of a forge name? See forge_tickets.h. */
#include "integrations/forge_tickets.h"

#include <string.h>

#include "base/glob.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/ticket_key.h"
#include "core/ticket_rules.h"
#include "integrations/github_commits.h"

struct search {
	struct arena *arena;
	const struct ticket_rules *rules;
	const struct pattern *pattern;
	struct tickets *tickets;
	const char *commit;
	struct error *err;
};

static bool
add_references(struct search *search, const char *source, const char *text, const char *written)
{
	struct texts keys;

	if (!ticket_keys_find(search->arena, search->pattern, text, &keys, search->err))
		return fail_while(search->err, "looking for tickets in the %s of a request",
				  source);
	for (size_t i = 0; i < keys.count; i++)
		*LIST_ADD(search->arena, &search->tickets->references) =
			(struct ticket_reference){.key = keys.at[i],
						  .source = source,
						  .commit = search->commit,
						  .text = written,
						  .grade = GRADE_CLAIMED};
	return true;
}

static bool
search_body(struct search *search, const char *body)
{
	while (*body) {
		size_t length = strcspn(body, "\r\n");
		const char *says = github_ticket_line(search->arena, body, length);
		const char *line =
			text_from_foreign(search->arena, body, length, LIMIT_SUBJECT_BYTES);

		if (says && !add_references(search, "body", says, line))
			return false;
		body += length;
		body += *body != '\0';
	}
	return true;
}

/* "#12" in the request's own repository, else "acme/other#12". */
static bool
search_links(struct search *search, const struct forge_request *request)
{
	for (size_t i = 0; i < request->closes.count; i++) {
		const struct linked_issue *issue = &request->closes.at[i];
		bool own = text_equal_ignoring_case(issue->repository, request->base_repository);
		const char *text =
			arena_format(search->arena, "%s#%lld", own ? "" : issue->repository,
				     (long long)issue->number);

		if (!add_references(search, "links", text, text))
			return false;
	}
	return true;
}

static const char *
to_capitals(struct arena *arena, const char *text)
{
	char *capitals = arena_copy(arena, text, strlen(text));

	for (char *at = capitals; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	return capitals;
}

static bool
search_request(struct search *search, const struct forge_request *request)
{
	const char *branch = search->rules->branch_case == BRANCH_CASE_INSENSITIVE
				     ? to_capitals(search->arena, request->branch)
				     : request->branch;

	return add_references(search, "title", request->title, request->title) &&
	       add_references(search, "branch", branch, request->branch) &&
	       search_body(search, request->body) && search_links(search, request);
}

/* A request that merely has the commit, and became another one, speaks for that one. */
static bool
counts(const struct forge_request *request, const struct landed *landed,
       const struct texts *branches)
{
	if (!request || !branches)
		return request != NULL;
	return request->state == STATE_MERGED && globs_match(branches, request->base) &&
	       landed->kind != LANDED_DIFFERS && landed->kind != LANDED_NOT;
}

static bool
search_landings(struct search *search, const struct forge_facts *facts,
		const struct texts *branches)
{
	for (size_t i = 0; i < facts->landings.count; i++) {
		const struct landing *landing = &facts->landings.at[i];

		search->commit = landing->commit;
		for (size_t k = 0; k < landing->requests.count; k++) {
			const struct forge_request *request =
				forge_find_request(facts, landing->requests.at[k].number);

			if (counts(request, &landing->requests.at[k], branches) &&
			    !search_request(search, request))
				return false;
		}
	}
	return true;
}

static bool
search_all(struct arena *arena, const struct forge_facts *facts, const struct ticket_rules *rules,
	   const struct texts *branches, struct tickets *tickets, struct error *err)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct search search = {arena, rules, NULL, tickets, NULL, err};

	if (!ticket_pattern_compile(ticket_pattern(rules), &pattern, err))
		return false;
	search.pattern = pattern;
	return search_landings(&search, facts, branches);
}

static bool
wants_forge(const struct ticket_rules *rules)
{
	return texts_contain(&rules->sources, "title") ||
	       texts_contain(&rules->sources, "branch") || texts_contain(&rules->sources, "body") ||
	       texts_contain(&rules->sources, "links");
}

void
forge_tickets(struct arena *arena, const struct forge_facts *facts,
	      const struct ticket_rules *rules, const struct texts *branches,
	      struct tickets *tickets)
{
	struct error err;

	if (tickets->availability.state != KNOWN || !wants_forge(rules))
		return;
	if (facts->availability.state == KNOWN &&
	    search_all(arena, facts, rules, branches, tickets, &err))
		return;
	*tickets = (struct tickets){
		.availability = {UNAVAILABLE, facts->availability.state == KNOWN
						      ? arena_text(arena, err.message)
						      : facts->availability.why}};
}
