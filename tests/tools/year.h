/* SPDX-License-Identifier: Apache-2.0 */
/* What do the parts of `year` share? See year.c. */
#ifndef TESTS_TOOLS_YEAR_H
#define TESTS_TOOLS_YEAR_H

#include "ledger/dsse.h"
#include "ledger/statement.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define SERVICES 20
#define DEPLOYS 5000
#define BEGIN INT64_C(1767225600) /* 2026-01-01 */
#define STEP 6000

enum plant {
	PLAIN,
	PAST_BOTH,
	PAST_CLOUD,
	RUNNING,
	REMOVED,
	WITHHELD,
	LATE_TICKET,
	GATE_OFF,
	SETTLED,
	SETTLED_LATE,
	OVERDUE,
};

/* Deploys between an emergency and its retro, of a day and a half hour; it is due after two days.
 */
#define RETRO_AFTER 15
#define LATE_RETRO_AFTER 75
#define DUE 172800

/* From this deploy of its own on, one service asks for one approval instead of two. */
#define LOOSENED 4
#define LOOSER_FROM 2504

/* And one has an environment whose rules do not hold for administrators. */
#define BYPASSED 5
#define BYPASS_FROM 3005

/* An emergency that is not settled yet: what its retro has to repeat. */
struct called {
	int number;
	size_t from, to;
	int64_t time;
	const char *payload, *record_id;
	struct placed *in_place;
};

struct year {
	struct sample sample;
	struct memory_store memory;
	const char *folder;
	const char *policy, *looser; /* effective ones */
	char *commits[SERVICES];
	size_t places[SERVICES]; /* commit in place by the ledger */
	int deployments, runs, events;
	struct buffer deployment_list, statuses, run_list, cloud, running, tickets;
	struct arena lasting; /* of what is below */
	struct called called;
};

/* One record to be made. */
struct deploy {
	int number, service;
	size_t from, to; /* commits; `from` of the one in place */
	enum record_kind kind;
	enum record_result result;
	int64_t time;
	const char *about;
	bool bot;
};

/* ---- year.c ---- */

void die(const char *what);
void write_file(const char *folder, const char *name, const char *bytes, size_t length);
enum plant plant_of(int number);
const char *commit_of(struct year *year, int service, size_t at);
const char *service_name(struct year *year, int service);
const char *instant(struct year *year, int64_t time);
const char *artifact_of(struct year *year, const char *commit);

/* ---- year_records.c: what the gate wrote ---- */

void append(struct year *year, struct memory_store *memory, const struct deploy *deploy,
	    struct receipt *receipt);
void keep_receipt(struct year *year, const struct receipt *receipt, int number);
void append_and_remove(struct year *year, const struct deploy *deploy);

/* ---- year_around.c: what other systems tell of it ---- */

void tell_deployment(struct year *year, int service, const char *commit, int64_t time,
		     const char *state);
void tell_run(struct year *year, int service, const char *commit, int64_t time);
void tell_cloud(struct year *year, int service, const char *commit, int64_t time,
		const char *actor);
void tell_running(struct year *year, int service, const char *commit, int64_t time);
void write_exports(struct year *year);

#endif
