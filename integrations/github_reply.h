/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did GitHub answer, and what did it not? A reply of GraphQL is data with errors beside it:
 * each names the place in the data that it took away, and what lies there is null without being
 * nothing. Whoever reads a place asks for its problem first.
 */
#ifndef INTEGRATIONS_GITHUB_REPLY_H
#define INTEGRATIONS_GITHUB_REPLY_H

#include "base/error.h"
#include "base/list.h"
#include "base/node.h"

struct github_problem {
	const char *path; /* "/repository/p0/reviews/nodes/3"; "": of everything */
	const char *says; /* the type and what the server says, and the permission to add */
};

struct github_reply {
	const struct node *data; /* NULL: none */
	bool too_much;           /* ask for less at once */
	bool older;              /* the schema of the server does not have something */
	LIST(struct github_problem) problems;
};

/* ERROR_UNAVAILABLE: no reply of GraphQL, or one that says nothing (see the flags). */
bool github_read_reply(struct arena *arena, const struct node *root, struct github_reply *reply,
		       struct error *err);

/* The problem of what lies at this place, above it, or in it; NULL: none. */
const char *github_problem(const struct github_reply *reply, const char *path);

#endif
