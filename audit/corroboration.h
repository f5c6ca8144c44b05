/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did the forge say when an auditor asked it again? One line for each fact that a record
 * rests on: it matches, differs, is gone, or was not tested. Its file is corroboration.json.
 */
#ifndef AUDIT_CORROBORATION_H
#define AUDIT_CORROBORATION_H

#include "audit/population.h"
#include "audit/sheet.h"

#define CORROBORATION_SCHEMA "changegate.corroboration/1"

enum corroborated {
	CORROBORATED_NOT,
	CORROBORATED_MATCHES,
	CORROBORATED_DIFFERS,
	CORROBORATED_GONE
};

extern const char *const corroborated_names[]; /* NULL-terminated */

struct corroborated_fact {
	const char *record_id;
	const char *subject;        /* "request #17", "review 12 of request #17" */
	const char *fact;           /* "merge commit" */
	int state;                  /* enum corroborated */
	const char *recorded, *now; /* in words; "" if there is nothing */
	const char *why;            /* NULL: nothing is to be added */
};

struct corroboration_answer { /* whose digest shows later what was answered */
	const char *record_id, *name, *host, *sha256;
	int64_t status, time;
};

struct corroboration_person { /* so that a pack can replace the name */
	const char *id, *login;
};

/* corroboration.json */
struct corroboration_file {
	const char *schema, *tool_version;
	struct population_ledger ledger;
	int64_t asked_at;
	const char *chosen; /* how the records were */
	struct texts records;
	int64_t matches, differs, gone, not_tested;
	LIST(struct corroborated_fact) facts;
	LIST(struct corroboration_answer) answers;
	LIST(struct corroboration_person) people;
};

void corroboration_write(struct buffer *out, const struct corroboration_file *file);
bool corroboration_parse(struct arena *arena, const char *bytes, size_t length,
			 struct corroboration_file *out, struct error *err);

/* First what does not match, then what was not tested, then the rest. */
void corroboration_sheet(struct arena *arena, const struct corroboration_file *file,
			 struct sheet *summary, struct sheet *facts);

#endif
