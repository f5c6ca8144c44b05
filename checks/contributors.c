/* SPDX-License-Identifier: Apache-2.0 */
/* Who contributed to a change request? See contributors.h. */
#include "checks/contributors.h"

#include "checks/signature.h"

bool
adds_content(const struct commit *commit)
{
	return commit->merge != MERGE_TRIVIAL && commit->merge != MERGE_CLEAN;
}

static void
add(struct arena *arena, struct contributions *out, const struct person *person,
    const struct commit *commit, const char *how)
{
	*LIST_ADD(arena, &out->people) =
		(struct contributor){.person = person, .commit = commit, .how = how};
}

/* Whoever holds the key took part, even if it is listed for nobody. */
static void
add_signer(struct arena *arena, struct contributions *out, const struct commit *commit)
{
	const struct signature *signature = commit->signature;

	if (!signature ||
	    (signature->state != SIGNATURE_VERIFIED && signature->state != SIGNATURE_UNLISTED))
		return;
	add(arena, out, signature->signer ? signature->signer : &commit->committer, commit,
	    "signed");
	out->people.at[out->people.count - 1].fingerprint = signature->fingerprint;
}

static void
add_commit(struct arena *arena, struct contributions *out, const struct commit *commit)
{
	*LIST_ADD(arena, &out->commits) = commit;
	add(arena, out, &commit->author, commit, "wrote");
	add(arena, out, &commit->committer, commit, "committed");
	add_signer(arena, out, commit);
	for (size_t i = 0; i < commit->co_authors.count; i++)
		add(arena, out, &commit->co_authors.at[i], commit, "co-wrote");
}

bool
is_of_other_commits(const struct approval *approval)
{
	return approval->content == CONTENT_SQUASHED || approval->content == CONTENT_REBASED ||
	       approval->content == CONTENT_SPENT;
}

/* Whatever becomes of the approval itself. */
static void
add_authors_before(struct arena *arena, const struct change_index *index,
		   const struct change_request *request, struct contributions *out)
{
	struct positions approvals = change_index_approvals(index, request);
	const struct commit *commit = change_index_commit(index, request->commit);

	for (size_t i = 0; i < approvals.count; i++) {
		const struct approval *approval =
			&index->evidence->reviews.approvals.at[approvals.at[i]];

		for (size_t c = 0;
		     is_of_other_commits(approval) && c < approval->contributors.count; c++)
			add(arena, out, &approval->contributors.at[c], commit,
			    "is among the authors of what became");
	}
}

void
contributions_of_request(struct arena *arena, const struct change_index *index,
			 const struct change_request *request, struct contributions *out)
{
	*out = (struct contributions){0};
	for (size_t i = 0; i < request->commits.count; i++) {
		const struct commit *commit = change_index_commit(index, request->commits.at[i]);

		if (commit && adds_content(commit))
			add_commit(arena, out, commit);
	}
	if (request->kind == REQUEST_DIRECT)
		add_authors_before(arena, index, request, out);
}

const struct commit *
first_unproven(const struct contributions *contributions, bool trusting)
{
	for (size_t i = 0; i < contributions->commits.count; i++)
		if (!is_by_its_author(contributions->commits.at[i], trusting))
			return contributions->commits.at[i];
	return NULL;
}

const struct commit *
first_signed(const struct contributions *contributions, int state)
{
	for (size_t i = 0; i < contributions->commits.count; i++) {
		const struct signature *signature = contributions->commits.at[i]->signature;

		if (signature && signature->state == state)
			return contributions->commits.at[i];
	}
	return NULL;
}
