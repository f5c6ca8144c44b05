/* SPDX-License-Identifier: Apache-2.0 */
/* What does a ledger in git hold while it is open? Shared by the store_git*.c files only. */
#ifndef INTEGRATIONS_STORE_GIT_STATE_H
#define INTEGRATIONS_STORE_GIT_STATE_H

#include <pthread.h>

#include "base/list.h"
#include "integrations/git_remote.h"
#include "integrations/secret.h"
#include "integrations/store_git.h"
#include "integrations/store_git_folder.h"
#include "integrations/store_git_tree.h"

#define REF_TIP "refs/changegate/tip"   /* what was fetched */
#define REF_NEXT "refs/changegate/next" /* what is pushed */
#define REF_SEEN "refs/changegate/seen" /* the newest that was part of the ledger for us */

struct waiting {
	const char *name; /* "<corner>/<digest>" */
	struct object_id commit;
};

struct store_git {
	struct arena arena; /* of the texts */
	const char *name;
	const char *ref;
	const char *seen;           /* REF_SEEN, or one for this branch in a repository of others */
	struct remote_place remote; /* url NULL: a branch of the clone itself */
	struct secret token;
	struct git_place place;
	struct ledger_tree tree;
	pthread_mutex_t reading; /* one at a time: the tree remembers where it was */
	bool fetched;            /* `tip` and `tree` are as they were then */
	bool has_tip;
	struct object_id tip;
	bool locked;
	struct arena inbox_arena;
	LIST(struct waiting) inbox; /* as last listed */
};

/* What a raw commit says. ERROR_LEDGER. */
struct ledger_commit {
	struct object_id tree, parent;
	int parents;
};
bool ledger_commit_read(struct git *git, const struct object_id *id, struct ledger_commit *commit,
			struct error *err);

/* Writes one by nobody in particular; `parent` may be NULL. */
bool ledger_commit_write(struct git *git, const struct object_id *tree,
			 const struct object_id *parent, int64_t time, const char *message,
			 struct object_id *id, struct error *err);

/* Says, where a token was not sent, that this may be why. Returns false. */
bool store_git_refused(const struct store_git *store, struct error *err);

/* store_git_inbox.c */
bool store_git_hand_in(void *self, const char *name, const void *bytes, size_t length,
		       struct error *err);
bool store_git_inbox(void *self, struct arena *arena, struct texts *names, struct error *err);
bool store_git_inbox_read(void *self, const char *name, size_t limit, struct buffer *out,
			  struct error *err);
bool store_git_inbox_state(void *self, const char *name, enum inbox_state *state,
			   struct error *err);
bool store_git_inbox_clear(void *self, const struct texts *names, bool refused, struct error *err);

#endif
