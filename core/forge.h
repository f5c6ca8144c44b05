/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the forge say of the change? Its change requests (pull or merge requests) with their
 * commits, reviews, pushes and events, how what was merged compares with what was reviewed, and the
 * checks of the commits that matter. Facts only, as the API answered; checks/ judges them.
 *
 * People are the forge's immutable numbers; a login is decoration. Times are the server's. A list
 * whose loss could help has its own count by the forge beside it. An account that is NULL is
 * nobody that the forge knows (deleted, or an address without account): never "somebody else".
 */
#ifndef CORE_FORGE_H
#define CORE_FORGE_H

#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"
#include "core/availability.h"

enum account_kind { ACCOUNT_UNKNOWN, ACCOUNT_BOT, ACCOUNT_HUMAN };

struct account {
	const char *id; /* the forge's number, in decimal digits; NULL: it was not told */
	const char *login;
	int kind; /* enum account_kind; UNKNOWN: neither a user nor an app */
};

/* Who wrote or committed: what the commit says, and whose account the forge takes it for. */
struct authorship {
	const char *name;
	const char *address;
	struct account *account; /* NULL: the address belongs to no account */
};

struct forge_signature {
	bool valid;    /* says the forge */
	bool by_forge; /* with the forge's own key: a commit made on its web pages */
	struct account *signer;
};

struct forge_commit { /* of a change request */
	const char *id;
	const char *tree;
	const char *subject;
	struct authorship author, committer;
	bool on_the_web;                    /* the committer is the forge itself, so nobody */
	int64_t co_author_count;            /* equals co_authors.count */
	LIST(struct authorship) co_authors; /* of the message's trailers */
	struct forge_signature *signature;  /* NULL: none */
	bool adds_nothing;   /* a merge that was recomputed in the clone: no content of its own */
	const char *updates; /* of such a merge of the base: its first parent; NULL: it is none */
};

enum review_state { REVIEW_DISMISSED, REVIEW_CHANGES_REQUESTED, REVIEW_APPROVED };

/* How does what was reviewed compare with the head that counts? Weakest first. */
enum revision_content {
	REVISION_UNKNOWN,      /* it could not be compared; `why` says so */
	REVISION_DIFFERS,      /* the diff is another one */
	REVISION_CLEAN_UPDATE, /* the tree is what merging or rebasing onto the new base gives */
	REVISION_SAME_DIFF,    /* another commit with the same diff digest */
	REVISION_EXACT,        /* the same commit */
};

struct forge_review {
	const char *id;
	struct account *author;
	int state;    /* enum review_state */
	bool latest;  /* it is the author's last opinion, as the forge counts them */
	int64_t time; /* when it was submitted */
	/* What it is bound to now: the forge may move it after a push of equal content. */
	const char *commit;      /* NULL: gone */
	bool may_push;           /* its author may write to the repository now, says the forge */
	const char *association; /* "MEMBER", "COLLABORATOR", "NONE", ... */
	int content;             /* enum revision_content */
	const char *why;         /* of REVISION_UNKNOWN */
};

enum forge_event_kind {
	FORGE_FORCE_PUSHED,
	FORGE_BASE_CHANGED,
	FORGE_REVIEW_DISMISSED,
	FORGE_QUEUED,
	FORGE_DEQUEUED,
	FORGE_MERGED,
	FORGE_AUTO_MERGE,
	FORGE_READY,
	FORGE_HEAD_RESTORED,
	FORGE_BASE_MOVED, /* its base was pushed by force, or deleted */
	FORGE_RENAMED,    /* its title */
};

struct forge_event {
	int kind; /* enum forge_event_kind */
	int64_t time;
	struct account *actor;
	const char *before, *after; /* commits of a push, names of a base, state of a review;
				     NULL: not told */
	const char *review;         /* id of the review that was dismissed */
};

/* A push to the request's branch, as the server authenticated it. */
struct forge_push {
	struct account *actor; /* NULL: not told, a deploy key for example */
	int64_t time;
	const char *before, *after; /* before is NULL for a new branch */
	bool forced;
	bool merged; /* the forge merged another request into the branch */
};

struct pushes {
	struct availability availability; /* UNAVAILABLE: of a fork, or too long ago */
	int64_t count;                    /* equals all.count */
	LIST(struct forge_push) all;      /* oldest first */
};

enum request_state { STATE_OPEN, STATE_CLOSED, STATE_MERGED };

struct linked_issue { /* that the request says it closes */
	int64_t number;
	const char *repository; /* "acme/payments" */
	const char *title;
};

/* A pull request of GitHub, a merge request of GitLab. */
struct forge_request {
	int64_t number;
	const char *url;
	const char *title;
	const char *body; /* at most LIMIT_REQUEST_TEXT bytes */
	int state;        /* enum request_state */
	bool draft;
	bool from_fork;
	struct account *author;
	struct account *merger;      /* NULL: not merged, or nobody knows */
	int64_t created, merged;     /* merged: 0 if it was not */
	const char *base_repository; /* "acme/payments" */
	const char *base;            /* branch it is merged into */
	const char *branch;          /* its own */
	const char *head;            /* its last commit */
	const char *merge_commit;    /* NULL unless merged */
	const char *decision;        /* the forge's own: "APPROVED"; NULL without protection */
	int64_t assignee_count;
	LIST(struct account) assignees;
	int64_t commit_count, review_count, event_count; /* as the forge counts them */
	LIST(struct forge_commit) commits;               /* oldest first */
	LIST(struct forge_review) reviews;               /* oldest first; without comments */
	LIST(struct forge_event) events;                 /* oldest first */
	struct pushes pushes;
	struct availability files; /* of `paths`: asked only where rules need them */
	int64_t path_count;        /* as the forge counts them */
	struct texts paths;        /* that it changes */
	LIST(struct linked_issue) closes;
};

/* How did a first-parent commit of the range come out of a change request? */
enum landing_kind {
	LANDED_UNKNOWN, /* its content could not be compared; `why` says so */
	LANDED_DIFFERS, /* it has something that the request's head has not */
	LANDED_NOT, /* the request is not merged, or is asked about by itself: this is its head */
	LANDED_MERGED,   /* a merge whose second parent is the request's head */
	LANDED_SQUASHED, /* exactly what merging the head into the parent gives */
	LANDED_REBASED,  /* one of the request's commits, with an equal diff */
};

struct landed {
	int64_t number;     /* of forge.requests */
	int kind;           /* enum landing_kind */
	const char *origin; /* LANDED_REBASED: which of the request's commits it was */
	const char *why;    /* LANDED_UNKNOWN, LANDED_DIFFERS: what is wrong, or what to fetch */
};

struct landing {
	const char *commit;    /* of a change request in change.requests */
	int64_t request_count; /* as the forge counts those that it is associated with */
	LIST(struct landed) requests;
};

/* A check run: an app's word on a commit. Words are the forge's, in lower case. */
struct check_run {
	const char *id;
	const char *name;
	const char *status;         /* "completed", "in_progress", "queued", ... */
	const char *conclusion;     /* "success", "skipped", ...; NULL while it runs */
	int64_t started, completed; /* 0: not told */
	const char *app;            /* number of the app; NULL: not told */
	const char *run;            /* of the workflow run behind it; NULL: none */
	const char *path;           /* ".github/workflows/ci.yml" */
	const char *event;          /* "push", "pull_request", "merge_group", ... */
	const char *branch;         /* that the run was for */
	const char *run_commit;     /* that the run was for */
	int64_t attempt;            /* of the run; 0: not told */
	const char *attempt_why;    /* why it was not told; NULL: it was, or nobody asked */
	/*
	 * A run lists what a token posted like its jobs, and does not say which request it was
	 * for. What is not shown to be a job of the workflow, for this change, has no path; these
	 * say why.
	 */
	bool posted;         /* it is listed within the run, and is none of its jobs */
	bool other_request;  /* the run was for another request with the same head */
	const char *untold;  /* why it is not known; NULL: it is, or nobody asked */
	int64_t run_created; /* 0: not told */
	const char *url;
};

struct run_job {
	const char *id; /* of its check */
	const char *name;
	int64_t attempt;
	const char *status, *conclusion; /* as of a check */
	int64_t started, completed;      /* 0: not told */
};

/* A run that a required job may rest on, with all attempts of all its jobs. */
struct workflow_run {
	const char *id;
	struct availability availability;
	const char *branch; /* the head's name, of the request that it was for; NULL: not told */
	int64_t attempt;    /* the newest */
	int64_t job_count;  /* as the forge counts */
	LIST(struct run_job) jobs;
};

struct commit_status { /* anybody with a token may post one */
	const char *context;
	const char *state; /* "success", "pending", "failure", "error" */
	struct account *creator;
	int64_t time;
};

/* What the forge knows of the tests of one commit. */
struct tested_commit {
	struct availability availability;
	const char *commit;
	const char *tree;
	int64_t request; /* it is the head of this change request; 0: it is the deployed commit */
	int64_t check_count, status_count; /* as the forge counts them */
	LIST(struct check_run) checks;
	LIST(struct commit_status) statuses;
};

struct forge_branch { /* as the forge has it, whatever the clone says */
	const char *name;
	const char *commit;
	bool contains;        /* the deployed commit */
	bool contains_policy; /* the commit that the policy was read from */
};

struct team_facts {
	const char *name; /* "acme/engineers" */
	struct availability availability;
	int64_t member_count;
	LIST(struct account) members;
};

/* CODEOWNERS as it lies where the request is merged into, or lay when the range began. */
struct owners_file {
	struct availability availability;
	const char *base;   /* branch; NULL: of a commit */
	const char *commit; /* the range's start, read in the clone; NULL: of a branch */
	const char *path;   /* NULL: there is none */
	const char *sha256;
	const char *bytes; /* verbatim */
};

/* The newest deployment to the environment that succeeded, as the forge has it. */
struct forge_deployment {
	struct availability availability; /* NOT_ASKED: the policy gives it no name at the forge */
	const char *environment;          /* its name at the forge; NULL: not asked */
	int64_t count;                    /* of deployments to it, whatever became of them */
	const char *commit;               /* NULL: none of the newest ones succeeded */
	int64_t time;
};

struct protection; /* core/protection.h */
struct protection_question;

struct forge_range { /* the same range, counted by the forge */
	struct availability availability;
	int64_t commit_count;
};

struct forge_facts {
	struct availability availability;
	const char *kind;          /* "github" */
	const char *host;          /* whose API answered */
	const char *repository;    /* "acme/payments" */
	const char *repository_id; /* its number */
	const char *default_branch;
	const char *visibility; /* "PRIVATE", "INTERNAL", "PUBLIC"; NULL: not said */
	int64_t time;           /* the server's, when it answered first */
	struct forge_range range;
	struct forge_deployment deployment;
	struct protection *protection; /* NULL: the policy asks nothing of it */
	struct availability branches_known;
	LIST(struct forge_branch) branches;  /* that were asked for */
	int64_t landing_count;               /* equals landings.count */
	LIST(struct landing) landings;       /* one for each change request, in their order */
	int64_t request_count;               /* equals requests.count */
	LIST(struct forge_request) requests; /* by number */
	LIST(struct tested_commit) tested;
	LIST(struct workflow_run) runs; /* of required workflows */
	LIST(struct team_facts) teams;
	LIST(struct owners_file) owners;
};

/* What is asked of a forge; what is absent is not asked. */
struct forge_question {
	const char *repository; /* "acme/payments" */
	const char *head;       /* deployed commit; NULL: only `number` is asked about */
	const char *previous;   /* start of the range; NULL: none */
	int64_t commit_count;   /* of the range, as the clone has it */
	struct texts commits;   /* first-parent commits, oldest first */
	struct texts branches;  /* short names */
	const char *policy_commit;
	const char *environment; /* by its name at the forge */
	int64_t number;          /* one change request, merged or not; 0: none */
	struct texts teams;      /* "acme/engineers" */
	bool pushes, owners, files, checks;
	bool links;             /* the issues that requests close: needs a permission of its own */
	struct texts workflows; /* paths whose runs' jobs are asked for; none: not asked */
	/* Do the runs of the deployed commit decide, so that nobody need ask for those of the
	 * request that it came out of? NULL: they do not. */
	bool (*decided)(const void *whose, const struct forge_facts *facts);
	const void *whose;
	const struct protection_question *protection; /* NULL: not asked */
};

extern const char *const account_kind_names[];
extern const char *const revision_names[];
extern const char *const landing_names[];
extern const struct fields account_fields;
extern const struct fields forge_fields;
extern const struct fields workflow_run_fields;

/* The request with this number, or NULL. */
const struct forge_request *forge_find_request(const struct forge_facts *facts, int64_t number);

/* Same number; two that nobody knows are never the same. */
bool account_equal(const struct account *a, const struct account *b);

#endif
