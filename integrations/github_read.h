/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a value in an answer of GitHub say? Readers of single values, strict about type and
 * form. The first thing that is not what it should be is kept in `why` and the reading goes on with
 * nothing; whoever began it looks at `why` at the end and takes none of it if there is one.
 */
#ifndef INTEGRATIONS_GITHUB_READ_H
#define INTEGRATIONS_GITHUB_READ_H

#include "base/arena.h"
#include "base/node.h"
#include "core/forge.h"

struct github_reading {
	struct arena *arena;
	const char *why; /* NULL: all is as it should be */
};

/* A page of a list. Absent or null is not an empty list: see `why`. */
struct github_list {
	const struct node *first; /* elements; none of them is null */
	int64_t total;
	const char *after; /* cursor of the next page; NULL: this is the last one */
};

void github_refuse(struct github_reading *reading, const char *key, const char *problem);

/* The value must be there: as what was asked for and not answered is no answer. */
const struct node *github_map(struct github_reading *reading, const struct node *map,
			      const char *key);
const struct node *github_map_or_null(struct github_reading *reading, const struct node *map,
				      const char *key);
const struct node *github_array(struct github_reading *reading, const struct node *map,
				const char *key);
void github_list(struct github_reading *reading, const struct node *map, const char *key,
		 struct github_list *list);
/* The connection itself; `key` is for messages. */
void github_list_of(struct github_reading *reading, const struct node *connection, const char *key,
		    struct github_list *list);

/* Text for people: at most `limit` bytes, cut visibly. "" if it is not what it should be. */
const char *github_text(struct github_reading *reading, const struct node *map, const char *key,
			size_t limit);

/* A name, which decides something: never cut. */
const char *github_name(struct github_reading *reading, const struct node *map, const char *key);
const char *github_name_or_null(struct github_reading *reading, const struct node *map,
				const char *key);
/* In lower case: the words of enumerations. */
const char *github_word(struct github_reading *reading, const struct node *map, const char *key);
const char *github_word_or_null(struct github_reading *reading, const struct node *map,
				const char *key);
/* 40 hex digits. */
const char *github_commit(struct github_reading *reading, const struct node *map, const char *key);
const char *github_commit_or_null(struct github_reading *reading, const struct node *map,
				  const char *key);
/* `oid` of an object such as {"oid": "..."}; NULL where that is null. */
const char *github_oid_of(struct github_reading *reading, const struct node *map, const char *key);

bool github_flag(struct github_reading *reading, const struct node *map, const char *key);
int64_t github_count(struct github_reading *reading, const struct node *map, const char *key);
int64_t github_time(struct github_reading *reading, const struct node *map, const char *key);
int64_t github_time_or_0(struct github_reading *reading, const struct node *map, const char *key);
/* A number of the forge, in digits; NULL: null. */
const char *github_id_or_null(struct github_reading *reading, const struct node *map,
			      const char *key);

/* Null is a deleted account: NULL. */
struct account *github_account(struct github_reading *reading, const struct node *map,
			       const char *key);
/* The node itself is the account. */
void github_read_account(struct github_reading *reading, const struct node *node,
			 struct account *account);

#endif
