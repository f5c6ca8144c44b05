/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One conversation with a server: what libgit2 asks meanwhile, and what went wrong. Shared by the
 * git_remote*.c files.
 */
#ifndef INTEGRATIONS_GIT_REMOTE_TALK_H
#define INTEGRATIONS_GIT_REMOTE_TALK_H

#include <git2/remote.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "integrations/git_http.h"
#include "integrations/git_remote.h"
#include "integrations/git_ssh.h"
#include "integrations/git_url.h"

struct deadline;

/* One conversation with a server: the payload of the callbacks. */
struct talk {
	struct arena arena;
	struct git_url url;
	struct http_place http;
	struct ssh_place ssh;
	struct deadline *deadline;
	git_remote *remote;
	const struct remote_move *moves;
	size_t move_count;
	struct buffer said;
	struct error err; /* the first that a callback found */
};

/* With the URL read already; its text, token and host must outlive the conversation. */
bool talk_begin(struct talk *talk, git_repository *own, const struct remote_place *place,
		struct error *err);
void talk_release(struct talk *talk);

void talk_set_callbacks(struct talk *talk, git_remote_callbacks *callbacks);

/* After the library failed: the cause, from whoever knows it best. */
bool fail_talk(struct talk *talk, int result, struct error *err);

#endif
