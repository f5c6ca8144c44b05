/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a question put in GraphQL? One document of aliases over fragments. Whatever is foreign
 * (ids, names, numbers) goes into variables and never into the text. For a server with an older
 * schema the parts that it does not know are left out.
 */
#ifndef INTEGRATIONS_GITHUB_QUERY_H
#define INTEGRATIONS_GITHUB_QUERY_H

#include "base/buffer.h"
#include "core/forge.h"

/* What may have happened to a request, as far as it matters: known by older schemas, and by all. */
#define GITHUB_OLD_EVENTS                                                             \
	"HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, "                       \
	"AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, BASE_REF_FORCE_PUSHED_EVENT, "        \
	"BASE_REF_DELETED_EVENT, REVIEW_DISMISSED_EVENT, MERGED_EVENT, "              \
	"AUTO_MERGE_ENABLED_EVENT, READY_FOR_REVIEW_EVENT, HEAD_REF_RESTORED_EVENT, " \
	"RENAMED_TITLE_EVENT"
#define GITHUB_EVENTS \
	GITHUB_OLD_EVENTS ", ADDED_TO_MERGE_QUEUE_EVENT, REMOVED_FROM_MERGE_QUEUE_EVENT"

/* Fragments, and those that they need. */
enum github_fragment {
	FRAGMENT_REQUEST = 1,     /* on PullRequest: everything */
	FRAGMENT_HEAD_CHECKS = 2, /* on PullRequest: checks of its last commit, as `last` */
	FRAGMENT_CONTEXTS = 4,    /* on StatusCheckRollupContextConnection */
	FRAGMENT_REVIEWS = 8,     /* the connections of a request, for further pages */
	FRAGMENT_COMMITS = 16,
	FRAGMENT_EVENTS = 32,
	FRAGMENT_ISSUES = 64,
	FRAGMENT_HUMAN = 128,   /* on User */
	FRAGMENT_AUTHORS = 256, /* on GitActorConnection */
};

struct github_query {
	bool plain; /* for an older schema */
	bool files, links;
	unsigned fragments;
	struct buffer declarations; /* "$s0: GitObjectID!" */
	struct buffer values;       /* "\"s0\":\"...\"" */
	struct buffer inside;       /* of the repository */
	struct buffer beside;       /* it */
	struct buffer body;         /* the whole, as it is sent */
};

void github_query_release(struct github_query *query);

/* $<letter><index> of this type. */
void github_query_text(struct github_query *query, char letter, size_t index, const char *type,
		       const char *value);
void github_query_number(struct github_query *query, char letter, size_t index, int64_t value);

/* $<letter>0, unless it is there already. */
void github_query_once(struct github_query *query, char letter, const char *type,
		       const char *value);

/* Name, counts and numbers of ours only. */
#define github_query_inside(query, ...) buffer_add_format(&(query)->inside, __VA_ARGS__)
#define github_query_beside(query, ...) buffer_add_format(&(query)->beside, __VA_ARGS__)

/* Closes the document: `body` is what is sent. `name` is the operation's, for logs. */
void github_query_finish(struct github_query *query, const char *name, const char *owner,
			 const char *repository);

#endif
