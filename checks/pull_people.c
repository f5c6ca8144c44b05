/* SPDX-License-Identifier: Apache-2.0 */
/* Who contributed to a change request of a forge? See pull_people.h. */
#include "checks/pull_people.h"

#include <string.h>

#include "base/text.h"
#include "checks/subject.h"

/* ---- by which names is an account known? ---- */

static void
add_face(struct arena *arena, struct known_person *out, const char *address, const char *name)
{
	struct person face = {.id = address_to_id(arena, address ? address : ""),
			      .name = name ? name : ""};

	for (size_t i = 0; i < out->faces.count; i++)
		if (text_equal(out->faces.at[i].id, face.id) &&
		    text_equal(out->faces.at[i].name, face.name))
			return;
	*LIST_ADD(arena, &out->faces) = face;
}

/* Addresses that the forge gives to each account. */
static void
add_given_faces(const struct pull *pull, struct known_person *out)
{
	const struct account *account = out->account;
	const char *repository = pull->policy->repository;
	const char *slash = strchr(repository, '/');
	int host = slash ? (int)(slash - repository) : 0;
	const char *domain = arena_format(pull->arena, "users.noreply.%.*s", host, repository);

	add_face(pull->arena, out,
		 arena_format(pull->arena, "%s+%s@%s", account->id, account->login, domain),
		 account->login);
	out->by_login = (struct person){
		.id = address_to_id(pull->arena,
				    arena_format(pull->arena, "%s@%s", account->login, domain)),
		.name = account->login};
}

static void
add_authorship(const struct pull *pull, struct known_person *out,
	       const struct authorship *authorship)
{
	if (account_equal(out->account, authorship->account))
		add_face(pull->arena, out, authorship->address, authorship->name);
}

static void
find_identities(const struct pull *pull, struct known_person *out)
{
	for (size_t i = 0; i < pull->policy->identities.count; i++) {
		const struct texts *addresses = &pull->policy->identities.at[i].addresses;
		struct texts ids = {0};

		for (size_t a = 0; a < addresses->count; a++)
			texts_add(pull->arena, &ids, address_to_id(pull->arena, addresses->at[a]));
		if (known_person_is_among(out, &ids) ||
		    (out->by_login.id && texts_contain(&ids, out->by_login.id)))
			*LIST_ADD(pull->arena, &out->identities) = i;
	}
}

void
known_person_init(const struct pull *pull, const struct account *account, struct known_person *out)
{
	*out = (struct known_person){.account = account};
	if (!account || !account_is_known(account))
		return;
	add_given_faces(pull, out);
	for (size_t r = 0; r < pull->facts->requests.count; r++) {
		const struct forge_request *request = &pull->facts->requests.at[r];

		for (size_t i = 0; i < request->commits.count; i++) {
			const struct forge_commit *commit = &request->commits.at[i];

			add_authorship(pull, out, &commit->author);
			if (!commit->on_the_web)
				add_authorship(pull, out, &commit->committer);
		}
	}
	find_identities(pull, out);
}

bool
known_person_is_among(const struct known_person *known, const struct texts *ids)
{
	for (size_t i = 0; i < known->faces.count; i++)
		if (known->faces.at[i].id[0] && texts_contain(ids, known->faces.at[i].id))
			return true;
	return false;
}

static bool
share_identity(const struct known_person *a, const struct known_person *b)
{
	for (size_t i = 0; i < a->identities.count; i++)
		for (size_t j = 0; j < b->identities.count; j++)
			if (a->identities.at[i] == b->identities.at[j])
				return true;
	return false;
}

bool
known_person_is(const struct pull *pull, const struct known_person *known,
		const struct account *account)
{
	struct known_person other;

	if (account_equal(known->account, account))
		return true;
	if (!known->identities.count)
		return false;
	known_person_init(pull, account, &other);
	return share_identity(known, &other);
}

/* ---- what signatures show ---- */

/* The forge signs a squash in the name of who opened the request, whoever wrote it. */
static bool
is_made_by_its_author(const struct forge_request *request, const struct forge_commit *commit)
{
	const struct pushes *pushes = &request->pushes;

	for (size_t i = 0; pushes->availability.state == KNOWN && i < pushes->all.count; i++)
		if (text_equal(pushes->all.at[i].after, commit->id) && !pushes->all.at[i].merged &&
		    account_equal(pushes->all.at[i].actor, commit->author.account))
			return true;
	return false;
}

/* In a fork nobody knows; whose squash it is opened a request there. */
bool
pull_is_proven(const struct forge_request *request, const struct forge_commit *commit)
{
	const struct forge_signature *signature = commit->signature;

	if (!signature || !signature->valid)
		return false;
	if (signature->by_forge)
		return commit->on_the_web && account_is_human(commit->author.account) &&
		       (request->from_fork || is_made_by_its_author(request, commit));
	return account_is_human(signature->signer) &&
	       account_equal(signature->signer, commit->committer.account);
}

bool
pull_is_all_proven(const struct forge_request *request)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (!request->commits.at[i].adds_nothing &&
		    !pull_is_proven(request, &request->commits.at[i]))
			return false;
	return true;
}

/* ---- who contributed ---- */

static void
add(struct pull *pull, const struct account *account, const char *how, enum extent extent)
{
	*LIST_ADD(pull->arena, &pull->contributors) =
		(struct pull_contributor){.account = account, .how = how, .extent = (int)extent};
}

static void
add_of_commit(struct pull *pull, const struct forge_commit *commit,
	      const struct authorship *authorship, const char *how)
{
	*LIST_ADD(pull->arena, &pull->contributors) =
		(struct pull_contributor){.account = authorship->account,
					  .authorship = authorship,
					  .commit = commit,
					  .how = how,
					  .extent = EXTENT_COMMIT};
}

/*
 * Whoever applies a suggestion is the author; who made it is named as co-author. So is everybody
 * who wrote something of a squash.
 */
static bool
may_be_a_suggestion(const struct forge_request *request, const struct forge_commit *commit)
{
	return commit->on_the_web && commit->signature && commit->signature->valid &&
	       commit->signature->by_forge && account_is_known(commit->author.account) &&
	       is_made_by_its_author(request, commit);
}

static void
add_commit(struct pull *pull, const struct forge_commit *commit)
{
	add_of_commit(pull, commit, &commit->author, "wrote");
	if (!commit->on_the_web)
		add_of_commit(pull, commit, &commit->committer, "committed");
	for (size_t i = 0; i < commit->co_authors.count; i++) {
		add_of_commit(pull, commit, &commit->co_authors.at[i], "is named as co-author of");
		pull->contributors.at[pull->contributors.count - 1].suggestion =
			may_be_a_suggestion(pull->request, commit);
	}
}

/*
 * The button that brings a branch up to date makes a merge of its own, and nothing else. Such a
 * merge of another branch may be pushed with more below it.
 */
static bool
is_clean_update(const struct forge_request *request, const struct forge_push *push)
{
	for (size_t i = 0; i < request->commits.count; i++) {
		const struct forge_commit *commit = &request->commits.at[i];

		if (text_equal(commit->id, push->after))
			return !push->forced && commit->updates &&
			       text_equal(commit->updates, push->before) && commit->adds_nothing &&
			       commit->on_the_web && commit->signature &&
			       commit->signature->valid && commit->signature->by_forge;
	}
	return false;
}

static void
add_pushers(struct pull *pull)
{
	const struct forge_request *request = pull->request;

	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (!is_clean_update(request, &request->pushes.all.at[i]))
			add(pull, request->pushes.all.at[i].actor, "pushed to its branch",
			    EXTENT_UNPROVEN);
	for (size_t i = 0; i < request->events.count; i++)
		if (request->events.at[i].kind == FORGE_FORCE_PUSHED)
			add(pull, request->events.at[i].actor, "pushed to its branch",
			    EXTENT_UNPROVEN);
}

/* Behind an app's request is whoever asked the app for it. */
static void
add_people_behind_app(struct pull *pull)
{
	const struct forge_request *request = pull->request;

	if (!request->author || request->author->kind == ACCOUNT_HUMAN)
		return;
	for (size_t i = 0; i < request->assignees.count; i++)
		add(pull, &request->assignees.at[i], "is assigned to what an app opened",
		    EXTENT_ALL);
	if (pull->demand->rules->agents == AGENTS_EXCLUDE_MERGER && request->merger)
		add(pull, request->merger, "merged what an app opened", EXTENT_ALL);
}

void
pull_find_contributors(struct pull *pull)
{
	pull->contributors.count = 0;
	add(pull, pull->request->author, "opened it", EXTENT_ALL);
	for (size_t i = 0; i < pull->request->commits.count; i++)
		if (!pull->request->commits.at[i].adds_nothing)
			add_commit(pull, &pull->request->commits.at[i]);
	add_pushers(pull);
	add_people_behind_app(pull);
}

const char *
contribution_shown(struct arena *arena, const struct pull_contributor *contributor)
{
	if (!contributor->commit)
		return contributor->how;
	return arena_format(arena, "%s %s", contributor->how,
			    short_id(arena, contributor->commit->id));
}

/* ---- who is who ---- */

static bool
may_be(const struct pull *pull, const struct known_person *known,
       const struct pull_contributor *contributor)
{
	struct known_person other = {0};

	if (account_is_known(contributor->account))
		return known_person_is(pull, known, contributor->account);
	if (!contributor->authorship)
		return false;
	add_face(pull->arena, &other, contributor->authorship->address,
		 contributor->authorship->name);
	for (size_t i = 0; i < known->faces.count; i++)
		if (person_may_be(&known->faces.at[i], &other.faces.at[0]))
			return true;
	if (known->by_login.id && person_may_be(&known->by_login, &other.faces.at[0]))
		return true;
	if (!known->identities.count)
		return false;
	find_identities(pull, &other);
	return share_identity(known, &other);
}

static bool
is_of(const struct pull *pull, const struct pull_contributor *contributor,
      const struct forge_commit *commit)
{
	if (contributor->extent == EXTENT_COMMIT)
		return contributor->commit == commit;
	return contributor->extent == EXTENT_ALL || !pull_is_proven(pull->request, commit);
}

const struct pull_contributor *
pull_conflict(const struct pull *pull, const struct known_person *known,
	      const struct forge_commit *commit, bool *mutual, bool *suggested)
{
	bool each = pull->demand->rules->independence == INDEPENDENCE_COVERS_EACH_AUTHOR;
	bool allowed = pull->demand->rules->suggestions == SUGGESTIONS_ALLOWED;

	for (size_t i = 0; i < pull->contributors.count; i++) {
		const struct pull_contributor *contributor = &pull->contributors.at[i];

		if (!may_be(pull, known, contributor))
			continue;
		if (contributor->suggestion && allowed)
			*suggested = true;
		else if (each && !is_of(pull, contributor, commit))
			*mutual = true;
		else
			return contributor;
	}
	return NULL;
}

const struct pull_contributor *
pull_contribution(const struct pull *pull, const struct known_person *known)
{
	for (size_t i = 0; i < pull->contributors.count; i++)
		if (may_be(pull, known, &pull->contributors.at[i]))
			return &pull->contributors.at[i];
	return NULL;
}

bool
known_person_may_be(const struct pull *pull, const struct known_person *known,
		    const struct person *person)
{
	struct authorship authorship = {.name = person->name, .address = person->id};
	struct pull_contributor contributor = {.authorship = &authorship};

	return may_be(pull, known, &contributor);
}
