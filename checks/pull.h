/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is at work when a change is judged by the facts of a forge? One change request (pull or
 * merge request) that brought one first-parent commit, and what has been said of it so far: of
 * several things that are wrong the worst is said, of equal ones the first.
 */
#ifndef CHECKS_PULL_H
#define CHECKS_PULL_H

#include "checks/candidates.h"
#include "core/check.h"

/* How much of the request is it that somebody contributed to? */
enum extent {
	EXTENT_COMMIT,   /* one commit */
	EXTENT_UNPROVEN, /* whatever no signature shows to be of somebody else */
	EXTENT_ALL,
};

struct pull_contributor {
	const struct account *account;       /* NULL: text only */
	const struct authorship *authorship; /* what a commit says; or NULL */
	const struct forge_commit *commit;   /* NULL: of the request as a whole */
	const char *how;                     /* "wrote", "opened it" */
	int extent;                          /* enum extent */
	bool suggestion; /* named only in a commit that somebody else made on the web */
};

/* What came out. */
struct pulled {
	int verdict; /* enum verdict: PASS, EXEMPT, UNKNOWN or FAIL */
	const char *code;
	const char *because;
	const char *fix;
	LIST(struct note) notes;
	struct texts inputs;
};

struct pull {
	struct judgement *judgement;
	struct arena *arena;
	const struct demand *demand;
	const struct policy *policy;
	const struct forge_facts *facts;
	const struct change_request *change;
	const struct forge_request *request; /* that is judged now */
	LIST(struct pull_contributor) contributors;
	int64_t more;          /* approvals that are asked beyond demand->count */
	const char *approvers; /* logins that count */
	struct pulled *out;
};

/* Of a change request, with nothing said yet. */
struct pull pull_begin(struct judgement *judgement, const struct change_request *request,
		       const struct demand *demand, struct pulled *out);

/* Says this unless something as bad was said. `because` and `fix` are safe to show. */
void pull_say(struct pull *pull, enum verdict verdict, const char *code, const char *because,
	      const char *fix);
void pull_note(struct pull *pull, const char *code, const char *text);

/* A member of the request ("" for all of it), or one of a list of it, is an input. */
void pull_rests_on(struct pull *pull, const char *member);
void pull_rests_on_one(struct pull *pull, const char *list, size_t at);

bool pull_is_worse(int verdict, int than);

/* A change request before any deploy: nothing need have landed. */
bool pull_is_advice(const struct pull *pull);

/* It has the forge's number. */
bool account_is_known(const struct account *account);
bool account_is_human(const struct account *account);

/* No review of the same account is younger, whatever else is said of them. */
bool pull_is_last_opinion(const struct forge_request *request, const struct forge_review *review);

/* The login, or who has none any more; safe to show. */
const char *account_shown(struct arena *arena, const struct account *account);

/* "#12" */
const char *pull_shown(const struct pull *pull, const struct forge_request *request);

/* Is it the policy's repository? "acme/payments" of "github.com/acme/payments", in any case. */
bool pull_is_home(const struct policy *policy, const char *repository);

#endif
