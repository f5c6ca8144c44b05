/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which deploys have no record? What a reconciliation hands on to the population: they are in the
 * frame, can be drawn, and deviate in every attribute. Its file is reconciliation.json.
 */
#ifndef AUDIT_UNRECORDED_H
#define AUDIT_UNRECORDED_H

#include "audit/population.h"

#define RECONCILIATION_SCHEMA "changegate.reconciliation/1"
#define UNRECORDED_PREFIX "UNREC-"

struct unrecorded {
	const char *id; /* "UNREC-deployments-12" */
	const char *source, *source_id;
	struct texts also; /* other sources that show the same */
	const char *repository, *service, *environment, *commit, *artifact, *actor;
	int64_t at;
	const char *refused; /* record id of a refusal that it went around; NULL: none */
};

struct reconciliation_source {
	const char *kind, *file, *sha256;
	bool independent;
	int64_t lines;
	struct texts columns; /* "commit=git_sha": what was read from a column of another name */
};

struct reconciliation_test {
	const char *code, *question, *state, *by;
	int64_t compared, differences;
};

struct reconciliation_difference {
	const char *test, *code, *subject, *at, *service, *environment, *what;
};

/* reconciliation.json */
struct reconciliation_file {
	const char *schema, *tool_version;
	struct population_ledger ledger;
	int64_t from, to;
	struct texts environments, services;
	const char *completeness;
	int64_t records, matched;
	LIST(struct reconciliation_source) sources;
	LIST(struct reconciliation_test) tests;
	LIST(struct unrecorded) unrecorded;
	LIST(struct reconciliation_difference) differences;
	struct texts not_tested;
	struct texts people;  /* whom `what` names */
	int64_t window, skew; /* that were allowed, in seconds; 0: not told */
};

/* Parsing refuses a file whose lists and numbers do not agree: it was edited. */
void reconciliation_write(struct buffer *out, const struct reconciliation_file *file);
bool reconciliation_parse(struct arena *arena, const char *bytes, size_t length,
			  struct reconciliation_file *out, struct error *err);

/* An id that fits the id file, whatever the source calls it. */
const char *unrecorded_id(struct arena *arena, const char *source, const char *id);

bool is_unrecorded(const char *record_id);

/* The deploy of this id; NULL if the file has none. */
const struct unrecorded *unrecorded_find(const struct reconciliation_file *file,
					 const char *record_id);

/* What the population knows of completeness is what was reconciled. After population_begin(). */
void unrecorded_join(struct population *population, const struct reconciliation_file *file,
		     const char *sha256);

/* A row for each that is in period and scope of the population. Before population_finish(). */
bool unrecorded_add(struct population *population, struct arena *scratch,
		    const struct reconciliation_file *file, struct buffer *csv,
		    struct buffer *jsonl, struct error *err);

#endif
