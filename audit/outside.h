/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do systems outside of the ledger say was deployed, run, planned or changed? Exports become
 * one kind of line: tables by the names of their columns, GitHub's answers as its API gives them.
 * A time that cannot be read, or a line that names nothing, is an error and never left out.
 */
#ifndef AUDIT_OUTSIDE_H
#define AUDIT_OUTSIDE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

enum outside_kind {
	OUTSIDE_DEPLOYMENTS, /* of a forge; vanishes with a line of the workflow */
	OUTSIDE_STATUSES,    /* of those deployments */
	OUTSIDE_RUNS,        /* of the workflow that asks the gate */
	OUTSIDE_CLOUD,       /* events of a cloud or cluster, over the period */
	OUTSIDE_RUNTIME,     /* what runs, at the moment of each line */
	OUTSIDE_REGISTRY,    /* artefacts that were pushed */
	OUTSIDE_TICKETS,
	OUTSIDE_RULES, /* audit log of the forge */
};
#define OUTSIDE_KINDS (OUTSIDE_RULES + 1)

extern const char *const outside_names[]; /* of enum outside_kind; NULL-terminated */

/* One line. Unknown texts are "". */
struct outside_line {
	const char *id;
	const char *repository; /* "acme/payments" */
	const char *service, *environment;
	const char *commit, *artifact;
	const char *actor;
	const char *state;
	int64_t at;        /* 0: not told */
	int64_t ended;     /* ticket: when it was deployed by the tracker's word; 0: not told */
	const char *match; /* record id, once one was found */
};

struct outside_source {
	int kind;             /* enum outside_kind */
	const char *file;     /* its name, for people */
	const char *sha256;   /* of its bytes */
	bool independent;     /* whoever changes the pipeline cannot keep a deploy out of it */
	struct texts columns; /* "commit=git_sha": what is read from a column of another name */
	int64_t said_total;   /* that the source itself says it has; -1: it does not say */
	LIST(struct outside_line) lines;
};

/* Another name for a column: what `field` is called in this export. */
struct outside_column {
	const char *field, *header;
};

struct outside_columns {
	struct outside_column *at;
	size_t count;
};

/* Is an export of this kind independent of whoever writes the pipeline? */
bool outside_is_independent(int kind);

/* A table, or JSON where the bytes begin with [ or {. ERROR_FORMAT with the line or the element. */
bool outside_read(struct arena *arena, const char *bytes, size_t length,
		  const struct outside_columns *columns, struct outside_source *source,
		  struct error *err);

/* The two halves of it. */
bool outside_read_table(struct arena *arena, const char *bytes, size_t length,
			const struct outside_columns *columns, struct outside_source *source,
			struct error *err);
bool outside_read_github(struct arena *arena, const char *bytes, size_t length,
			 struct outside_source *source, struct error *err);

#endif
