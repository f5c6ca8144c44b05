/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who contributed to a change request of a forge, and is an approver one of them? Who opened it,
 * the author and committer of each commit, whoever pushed, and co-authors. Accounts are told apart
 * by the forge's number; a co-author is text, which can only exclude: whoever may be it is it.
 */
#ifndef CHECKS_PULL_PEOPLE_H
#define CHECKS_PULL_PEOPLE_H

#include "checks/pull.h"

/* An account with all names and addresses that the forge knows it by. */
struct known_person {
	const struct account *account;
	LIST(struct person) faces;
	struct person by_login;  /* a login can change hands: it only excludes */
	LIST(size_t) identities; /* of policy->identities */
};

void known_person_init(const struct pull *pull, const struct account *account,
		       struct known_person *out);

/* The same human, as far as accounts and the policy's identities tell. */
bool known_person_is(const struct pull *pull, const struct known_person *known,
		     const struct account *account);

/* One of these addresses belongs to the account: the forge says so. */
bool known_person_is_among(const struct known_person *known, const struct texts *ids);

/* Fills pull->contributors. */
void pull_find_contributors(struct pull *pull);

/*
 * The contribution that keeps the person from approving this commit, or NULL. `mutual` and
 * `suggested` tell of those that do not, by the policy.
 */
const struct pull_contributor *pull_conflict(const struct pull *pull,
					     const struct known_person *known,
					     const struct forge_commit *commit, bool *mutual,
					     bool *suggested);

/* Any contribution of whoever may be the person, whatever the policy allows; or NULL. */
const struct pull_contributor *pull_contribution(const struct pull *pull,
						 const struct known_person *known);

/* Whoever wrote that, as git has it, may be the person. */
bool known_person_may_be(const struct pull *pull, const struct known_person *known,
			 const struct person *person);

/* Signed by its committer, or made on the web by its author, says the forge. */
bool pull_is_proven(const struct forge_request *request, const struct forge_commit *commit);

/* All that adds something is. */
bool pull_is_all_proven(const struct forge_request *request);

/* "wrote 8f3c2d1a9b0c" */
const char *contribution_shown(struct arena *arena, const struct pull_contributor *contributor);

#endif
