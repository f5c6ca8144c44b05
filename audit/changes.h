/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests did the deploys of a population bring? One row each, that names the record
 * it came with: what holds of a deploy has to hold of every one of them. */
#ifndef AUDIT_CHANGES_H
#define AUDIT_CHANGES_H

#include "audit/population.h"

struct change_row {
	const char *record_id; /* of the population */
	const char *service, *environment;
	const char *change; /* "#12", or the commit */
	const char *commit; /* on the deployed branch */
	const char *title;
	int64_t commit_count;
	struct texts authors, tickets;
	const char *ticket_verdict, *ticket_code, *ticket_because;
	const char *approval_verdict, *approval_code, *approval_because;
};

extern const struct fields change_row_fields;

/* One of them, a request of the record's change. The texts are safe to show. */
void change_row_fill(struct arena *arena, const struct record *record,
		     const struct change_request *request, struct change_row *row);

void changes_columns(struct buffer *csv);

/* Appends the rows of a judged record. `scratch` may be cleared afterwards. */
void changes_add(struct arena *scratch, const struct record *record, struct buffer *csv);

#endif
