/* SPDX-License-Identifier: Apache-2.0 */
/* Is somebody at the tracker one of those who contributed? See ticket_people.h. */
#include "checks/ticket_people.h"

#include <string.h>

#include "base/text.h"
#include "checks/pull_landing.h"
#include "checks/pull_people.h"
#include "checks/pull_whole.h"

/* ---- the change request's side ---- */

static void
add_known(struct ticket_side *side, const char *address)
{
	const char *id = address ? address_to_id(side->arena, address) : "";

	if (id[0] && !texts_contain(&side->known, id))
		texts_add(side->arena, &side->known, id);
}

static bool
has_account(const struct ticket_side *side, const struct account *account)
{
	for (size_t i = 0; account && i < side->contributors.count; i++)
		if (account_equal(side->contributors.at[i].account, account))
			return true;
	return false;
}

static void
add_account(struct ticket_side *side, const struct pull *pull, const struct account *account)
{
	struct contributing *one;
	struct known_person known;

	if (has_account(side, account))
		return;
	known_person_init(pull, account, &known);
	one = LIST_ADD(side->arena, &side->contributors);
	one->account = account;
	for (size_t i = 0; i < known.faces.count; i++)
		*LIST_ADD(side->arena, &one->faces) = known.faces.at[i];
	*LIST_ADD(side->arena, &one->faces) = known.by_login;
}

static void
add_contributor(struct ticket_side *side, const struct pull *pull,
		const struct pull_contributor *contributor)
{
	const struct authorship *authorship = contributor->authorship;
	struct contributing *one;

	if (account_is_known(contributor->account))
		add_account(side, pull, contributor->account);
	if (!authorship)
		return;
	one = LIST_ADD(side->arena, &side->contributors);
	*LIST_ADD(side->arena, &one->faces) = (struct person){
		.id = address_to_id(side->arena, authorship->address ? authorship->address : ""),
		.name = authorship->name ? authorship->name : ""};
}

/* Of several requests the last that was opened, and the first that was merged. */
static void
take_times(struct ticket_side *side, const struct forge_request *request)
{
	if (request->created > side->opened)
		side->opened = request->created;
	if (request->merged && (!side->merged || request->merged < side->merged))
		side->merged = request->merged;
	for (size_t i = 0; i < request->events.count; i++)
		if (request->events.at[i].kind == FORGE_RENAMED && request->merged &&
		    request->events.at[i].time > request->merged)
			side->renamed = true;
}

static void
list_known_of_forge(struct ticket_side *side, const struct forge_facts *facts)
{
	for (size_t r = 0; r < facts->requests.count; r++)
		for (size_t i = 0; i < facts->requests.at[r].commits.count; i++) {
			const struct forge_commit *commit = &facts->requests.at[r].commits.at[i];

			if (account_is_human(commit->author.account))
				add_known(side, commit->author.address);
			if (!commit->on_the_web && account_is_human(commit->committer.account))
				add_known(side, commit->committer.address);
		}
}

static void
read_forge(struct judgement *judgement, const struct change_request *request,
	   struct ticket_side *side)
{
	struct demand demand = {.policy = side->policy, .rules = &side->policy->approval};
	struct brought_by brought = {0};
	struct pulled said = {0};
	struct pull pull = pull_begin(judgement, request, &demand, &said);

	side->forge = true;
	if (!pull_is_whole(&pull)) {
		side->why = "what the forge said of it is not whole";
		return;
	}
	pull_find_landings(&pull, &brought);
	if (!brought.all.count)
		side->why = "no change request brought it";
	for (size_t i = 0; i < brought.all.count; i++) {
		pull.request = brought.all.at[i];
		if (pull_problem(&pull))
			side->why = "what the forge said of it is not whole";
		take_times(side, pull.request);
		pull_find_contributors(&pull);
		for (size_t k = 0; k < pull.contributors.count; k++)
			add_contributor(side, &pull, &pull.contributors.at[k]);
	}
	list_known_of_forge(side, judgement->evidence->forge);
}

static void
read_git(struct judgement *judgement, const struct change_index *index,
	 const struct change_request *request, struct ticket_side *side)
{
	const struct evidence *evidence = judgement->evidence;
	struct contributions contributions = {0};

	contributions_of_request(side->arena, index, request, &contributions);
	for (size_t i = 0; i < contributions.people.count; i++) {
		struct contributing *one = LIST_ADD(side->arena, &side->contributors);

		*LIST_ADD(side->arena, &one->faces) = *contributions.people.at[i].person;
	}
	for (size_t i = 0; i < evidence->change.commits.count; i++)
		add_known(side, evidence->change.commits.at[i].author.id);
	for (size_t i = 0; i < evidence->reviews.approvals.count; i++)
		add_known(side, evidence->reviews.approvals.at[i].person.id);
}

void
ticket_side_of(struct judgement *judgement, const struct change_index *index,
	       const struct change_request *request, struct ticket_side *out)
{
	*out = (struct ticket_side){.arena = judgement->arena, .policy = judgement->policy};
	if (judgement->policy->forge != FORGE_NONE)
		read_forge(judgement, request, out);
	else
		read_git(judgement, index, request, out);
}

/* ---- one person's side ---- */

static void
add_tied(struct ticket_side *side, const struct pull *pull, const struct authorship *authorship,
	 const struct person *person)
{
	if (account_is_human(authorship->account) && authorship->address &&
	    text_equal(address_to_id(side->arena, authorship->address), person->id))
		add_account(side, pull, authorship->account);
}

/* Whoever signed, with the accounts whose commits have the address. */
static void
add_signer(struct ticket_side *side, const struct pull *pull, const struct person *person)
{
	const struct forge_facts *facts = pull->facts;

	for (size_t r = 0; facts && r < facts->requests.count; r++)
		for (size_t i = 0; i < facts->requests.at[r].commits.count; i++)
			add_tied(side, pull, &facts->requests.at[r].commits.at[i].author, person);
	side->by_address = !side->contributors.count;
	*LIST_ADD(side->arena, &LIST_ADD(side->arena, &side->contributors)->faces) = *person;
	add_known(side, person->id);
}

/* Whoever may sign, and whoever did. */
static void
list_known_of_emergency(struct ticket_side *side, const struct emergency_facts *facts)
{
	const struct texts *actors = &side->policy->emergency->actors;

	for (size_t i = 0; i < actors->count; i++)
		add_known(side, actors->at[i]);
	for (size_t i = 0; i < facts->authorisations.count; i++) {
		const struct signature *signature = facts->authorisations.at[i].signature;

		if (signature && signature->state == SIGNATURE_VERIFIED && signature->signer)
			add_known(side, signature->signer->id);
	}
}

void
ticket_side_of_person(struct judgement *judgement, const struct person *person,
		      const struct account *account, struct ticket_side *out)
{
	const struct evidence *evidence = judgement->evidence;
	struct demand demand = {.policy = judgement->policy, .rules = &judgement->policy->approval};
	struct pulled ignored = {0};
	struct pull pull = pull_begin(judgement, NULL, &demand, &ignored);

	*out = (struct ticket_side){.arena = judgement->arena, .policy = judgement->policy};
	if (evidence->forge)
		list_known_of_forge(out, evidence->forge);
	list_known_of_emergency(out, evidence->emergency);
	if (person)
		add_signer(out, &pull, person);
	else
		add_account(out, &pull, account);
}

/* ---- the tracker's side ---- */

/* ID@HOST, with what no address may have as a dot: "712020.f00@acme.atlassian.net". */
static const char *
account_address(struct arena *arena, const struct tracker_person *person, const char *host)
{
	char *id = arena_copy(arena, person->id, strlen(person->id));
	const char *port = strchr(host, ':');
	int length = (int)(port ? (size_t)(port - host) : strlen(host));

	for (char *at = id; *at; at++)
		if (*at == ':')
			*at = '.';
	return address_to_id(arena, arena_format(arena, "%s@%.*s", id, length, host));
}

static void
list_faces(const struct ticket_side *side, const struct tracker_facts *facts,
	   const struct tracker_person *person, struct contributing *out)
{
	if (person->id && person->id[0])
		*LIST_ADD(side->arena, &out->faces) =
			(struct person){.id = account_address(side->arena, person, facts->host),
					.name = person->name};
	if (person->address[0])
		*LIST_ADD(side->arena, &out->faces) = (struct person){
			.id = address_to_id(side->arena, person->address), .name = person->name};
	if (!out->faces.count)
		*LIST_ADD(side->arena, &out->faces) =
			(struct person){.id = "", .name = person->name};
}

static bool
is_of_identity(const struct ticket_side *side, const struct identity *identity,
	       const struct contributing *one)
{
	for (size_t i = 0; i < identity->addresses.count; i++) {
		const char *id = address_to_id(side->arena, identity->addresses.at[i]);

		for (size_t k = 0; k < one->faces.count; k++)
			if (one->faces.at[k].id && text_equal(one->faces.at[k].id, id))
				return true;
	}
	return false;
}

static bool
share_identity(const struct ticket_side *side, const struct contributing *a,
	       const struct contributing *b)
{
	for (size_t i = 0; i < side->policy->identities.count; i++)
		if (is_of_identity(side, &side->policy->identities.at[i], a) &&
		    is_of_identity(side, &side->policy->identities.at[i], b))
			return true;
	return false;
}

static bool
may_be(const struct ticket_side *side, const struct contributing *somebody,
       const struct contributing *contributor)
{
	if (account_equal(somebody->account, contributor->account))
		return true;
	for (size_t i = 0; i < somebody->faces.count; i++)
		for (size_t k = 0; k < contributor->faces.count; k++)
			if (person_may_be(&somebody->faces.at[i], &contributor->faces.at[k]))
				return true;
	return share_identity(side, somebody, contributor);
}

static bool
is_matched(const struct ticket_side *side, const struct tracker_person *person,
	   const struct contributing *somebody)
{
	if (somebody->account && !side->by_address)
		return true;
	if (person->address[0] &&
	    texts_contain(&side->known, address_to_id(side->arena, person->address)))
		return true;
	for (size_t i = 0; i < side->policy->identities.count; i++)
		if (is_of_identity(side, &side->policy->identities.at[i], somebody))
			return true;
	return false;
}

enum relation
ticket_relation(const struct ticket_side *side, const struct tracker_facts *facts,
		const struct tracker_person *person)
{
	struct contributing somebody = {0};
	struct account account;

	if (!person || person->machine || !(person->id || person->name[0]))
		return RELATION_NOBODY;
	if (side->policy->tickets.tracker == TRACKER_GITHUB) {
		account = (struct account){
			.id = person->id, .login = person->name, .kind = ACCOUNT_HUMAN};
		somebody.account = person->id ? &account : NULL;
	}
	list_faces(side, facts, person, &somebody);
	for (size_t i = 0; i < side->contributors.count; i++)
		if (may_be(side, &somebody, &side->contributors.at[i]))
			return RELATION_SELF;
	if (side->why)
		return RELATION_UNMATCHED;
	return is_matched(side, person, &somebody) ? RELATION_OTHER : RELATION_UNMATCHED;
}

const char *
tracker_person_shown(struct arena *arena, const struct tracker_person *person)
{
	if (!person)
		return "nobody known";
	return text_shown(arena, person->name[0] ? person->name
				 : person->id    ? person->id
						 : "somebody");
}
