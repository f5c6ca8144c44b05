/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a year of 20 services and 5,000 deploys look like whose truth is known? `year COMMITS
 * FOLDER` reads COMMITS/svc-01 to svc-20 (first-parent commits, oldest first) and makes the ledger
 * and the exports of the systems around it. Planted: 12 deploys past the gate (six in the forge's
 * list and the cloud's, four in the cloud's alone, two seen only as running), 3 records that were
 * removed and 2 refusals that were withheld (their receipts remain), 2 tickets made afterwards, a
 * ruleset that was off for 21 seconds; five emergencies of which three were reviewed in time, one
 * too late and one never; one service with a policy that asks for less from the middle of the year,
 * which one change brought, and one whose environment lets administrators past its rules from then
 * on. Beside them: 25 rollbacks, bots, refusals.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "base/time.h"
#include "core/policy.h"
#include "core/protection.h"
#include "tests/tools/year.h"

static const struct {
	int number;
	enum plant plant;
} plants[] = {
	{505, PAST_BOTH},   {1010, PAST_BOTH},  {1515, PAST_BOTH},   {2121, PAST_BOTH},
	{2626, PAST_BOTH},  {3131, PAST_BOTH},  {707, PAST_CLOUD},   {1414, PAST_CLOUD},
	{2828, PAST_CLOUD}, {3535, PAST_CLOUD}, {1818, RUNNING},     {4242, RUNNING},
	{909, REMOVED},     {2222, REMOVED},    {3838, REMOVED},     {1111, WITHHELD},
	{3333, WITHHELD},   {611, LATE_TICKET}, {4011, LATE_TICKET}, {2500, GATE_OFF},
	{321, SETTLED},     {1323, SETTLED},    {2327, SETTLED},     {3339, SETTLED_LATE},
	{4346, OVERDUE},
};

void
die(const char *what)
{
	fprintf(stderr, "year: %s\n", what);
	exit(1);
}

void
write_file(const char *folder, const char *name, const char *bytes, size_t length)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
		die(path);
}

enum plant
plant_of(int number)
{
	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++)
		if (plants[i].number == number)
			return plants[i].plant;
	return PLAIN;
}

const char *
commit_of(struct year *year, int service, size_t at)
{
	return arena_copy(&year->sample.arena, year->commits[service] + at * 41, 40);
}

const char *
service_name(struct year *year, int service)
{
	return arena_format(&year->sample.arena, "svc-%02d", service + 1);
}

const char *
instant(struct year *year, int64_t time)
{
	char *text = arena_allocate(&year->sample.arena, 21);

	instant_format(text, time);
	return text;
}

const char *
artifact_of(struct year *year, const char *commit)
{
	return arena_format(&year->sample.arena, "sha256:%s",
			    sha256_hex(&year->sample.arena, commit, strlen(commit)));
}

/* ---- the year ---- */

static void
tell_rules(struct year *year, int64_t time)
{
	const char *text = arena_format(
		&year->sample.arena,
		"[{\"@timestamp\":%lld000,\"_document_id\":\"a1\",\"action\":\"repository_ruleset.update\","
		"\"actor\":\"mallory\",\"repo\":\"acme/svc-01\",\"ruleset_enforcement\":\"disabled\"},\n"
		"{\"@timestamp\":%lld000,\"_document_id\":\"a2\",\"action\":\"repository_ruleset.update\","
		"\"actor\":\"mallory\",\"repo\":\"acme/svc-01\",\"ruleset_enforcement\":\"active\"},\n"
		"{\"@timestamp\":%lld000,\"_document_id\":\"a3\",\"action\":\"repo.rename\",\"actor\":\"ann\","
		"\"repo\":\"acme/svc-02\"}]\n",
		(long long)time, (long long)time + 21, (long long)time + 4000);

	write_file(year->folder, "rules.json", text, strlen(text));
}

static void
pass_gate(struct year *year, struct deploy *deploy)
{
	const char *commit = commit_of(year, deploy->service, deploy->to);
	struct receipt receipt;

	append(year, &year->memory, deploy, &receipt);
	tell_run(year, deploy->service, commit, deploy->time);
	if (deploy->number % 500 == 1)
		keep_receipt(year, &receipt, deploy->number);
	if (deploy->result == RECORD_REFUSED) {
		tell_deployment(year, deploy->service, commit, deploy->time, "failure");
		return;
	}
	year->places[deploy->service] = deploy->to;
	tell_deployment(year, deploy->service, commit, deploy->time, "success");
	tell_cloud(year, deploy->service, commit, deploy->time, "deployer");
	if ((deploy->kind == RECORD_DEPLOYMENT && !deploy->bot) || deploy->kind == RECORD_EMERGENCY)
		buffer_add_format(
			&year->tickets, "PAY-%d,%s,Done\r\n", deploy->number,
			instant(year, deploy->time + (plant_of(deploy->number) == LATE_TICKET
							      ? 86400
							      : -172800)));
	if (deploy->service == 0) {
		struct deploy outcome = *deploy;

		outcome.kind = RECORD_OUTCOME;
		outcome.result = RECORD_SUCCEEDED;
		outcome.time += 120;
		outcome.about = sample_payload(&year->sample, &receipt);
		append(year, &year->memory, &outcome, &receipt);
	}
}

static void
refuse(struct year *year, const struct deploy *deploy, bool withhold)
{
	struct deploy refused = *deploy;

	refused.result = RECORD_REFUSED;
	refused.time -= 600;
	refused.bot = false;
	if (!withhold) {
		pass_gate(year, &refused);
		return;
	}
	append_and_remove(year, &refused);
	tell_run(year, deploy->service, commit_of(year, deploy->service, deploy->to), refused.time);
	tell_deployment(year, deploy->service, commit_of(year, deploy->service, deploy->to),
			refused.time, "failure");
}

/* true: this deploy went past the ledger, and the next of its service brings its commits. */
static bool
go_past(struct year *year, const struct deploy *deploy, enum plant plant)
{
	const char *commit = commit_of(year, deploy->service, deploy->to);

	if (plant == RUNNING)
		tell_running(year, deploy->service,
			     arena_format(&year->sample.arena, "%040d", deploy->number),
			     deploy->time - 300);
	if (plant != PAST_BOTH && plant != PAST_CLOUD && plant != REMOVED)
		return false;
	if (plant == REMOVED) {
		append_and_remove(year, deploy);
		tell_run(year, deploy->service, commit, deploy->time);
	}
	if (plant != PAST_CLOUD)
		tell_deployment(year, deploy->service, commit, deploy->time, "success");
	tell_cloud(year, deploy->service, commit, deploy->time,
		   plant == REMOVED ? "deployer" : "mallory");
	return true;
}

/* The retro of an emergency some time ago, judged as if it had been deployed then. */
static void
review(struct year *year, int number)
{
	enum plant plant = plant_of(year->called.number);
	int after = plant == SETTLED_LATE ? LATE_RETRO_AFTER : RETRO_AFTER;
	struct deploy retro = {.number = year->called.number,
			       .service = year->called.number % SERVICES,
			       .from = year->called.from,
			       .to = year->called.to,
			       .kind = RECORD_RETRO,
			       .result = RECORD_ALLOWED,
			       .time = year->called.time + (int64_t)after * STEP - 3600,
			       .about = year->called.payload};
	struct receipt receipt;

	if (!year->called.payload || plant == OVERDUE || number != year->called.number + after)
		return;
	append(year, &year->memory, &retro, &receipt);
}

static void
live(struct year *year, int number)
{
	int service = number % SERVICES;
	struct deploy deploy = {.number = number,
				.service = service,
				.from = year->places[service],
				.to = (size_t)(number / SERVICES),
				.kind = RECORD_DEPLOYMENT,
				.result = RECORD_ALLOWED,
				.time = BEGIN + INT64_C(10000) + (int64_t)number * STEP,
				.bot = number % 11 == 5};
	enum plant plant = plant_of(number);

	if (number < SERVICES)
		deploy.kind = RECORD_BASELINE;
	else if (number % 197 == 150 && deploy.from > 0) {
		deploy.kind = RECORD_ROLLBACK;
		deploy.to = deploy.from - 1;
	}
	if (plant == SETTLED || plant == SETTLED_LATE || plant == OVERDUE) {
		deploy.kind = RECORD_EMERGENCY;
		deploy.result = RECORD_EMERGENCY_RESULT;
	}
	review(year, number);
	if (plant == GATE_OFF)
		tell_rules(year, deploy.time - 1000);
	if (plant == WITHHELD || (number % 50 == 49 && deploy.kind == RECORD_DEPLOYMENT))
		refuse(year, &deploy, plant == WITHHELD);
	if (!go_past(year, &deploy, plant))
		pass_gate(year, &deploy);
}

static const char policy_head[] = "version: 1\n"
				  "extends: starter@1\n"
				  "repository: example.org/acme/all\n"
				  "branches: [main]\n"
				  "tickets: { projects: [PAY] }\n"
				  "approval: { count: ";
static const char policy_tail[] = " }\n"
				  "tests: { required: [ { junit: \"build/*.xml\" } ] }\n"
				  "environments: { staging: {}, production: { after: staging } }\n"
				  "ledger: { store: \"dir:/ledger\" }\n";

static const char *
effective(struct year *year, int approvals)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct arena *arena = &year->sample.arena;
	const char *text = arena_format(arena, "%s%d%s", policy_head, approvals, policy_tail);
	struct source_text source = {.name = "policy", .bytes = text, .length = strlen(text)};
	struct policy policy;
	struct error err;

	if (!policy_read(arena, &source, &policy, &err))
		die(err.message);
	policy_write(&bytes, &policy);
	return arena_copy(arena, bytes.bytes, bytes.length);
}

static void
read_commits(struct year *year, const char *folder)
{
	for (int i = 0; i < SERVICES; i++) {
		char path[4096];
		size_t length = (DEPLOYS / SERVICES) * 41;
		FILE *file;

		snprintf(path, sizeof(path), "%s/svc-%02d", folder, i + 1);
		file = fopen(path, "rb");
		year->commits[i] = malloc(length);
		if (!file || !year->commits[i] ||
		    fread(year->commits[i], 1, length, file) != length)
			die(path);
		fclose(file);
	}
}

static void
write_ledger(struct year *year)
{
	RELEASED_BY(buffer_release) struct buffer trust = {0};
	char path[4000];

	trust_write(&trust, &year->sample.trust);
	write_file(year->folder, "trust.json", trust.bytes, trust.length);
	write_file(year->folder, "record.key", sample_record_pem, strlen(sample_record_pem));
	write_file(year->folder, "checkpoint.key", sample_checkpoint_pem,
		   strlen(sample_checkpoint_pem));
	snprintf(path, sizeof(path), "%s/ledger", year->folder);
	for (size_t i = 0; i < year->memory.count; i++)
		write_file(path, year->memory.files[i].name, year->memory.files[i].bytes.bytes,
			   year->memory.files[i].bytes.length);
}

int
main(int argc, char **argv)
{
	static struct year year;

	if (argc != 3)
		return 2;
	year.folder = argv[2];
	arena_init(&year.lasting);
	read_commits(&year, argv[1]);
	sample_open(&year.sample);
	year.policy = effective(&year, 2);
	year.looser = effective(&year, 1);
	for (int number = 0; number < DEPLOYS; number++) {
		struct arena kept = year.sample.arena;

		arena_init(&year.sample.arena);
		live(&year, number);
		arena_release(&year.sample.arena);
		year.sample.arena = kept;
	}
	for (int service = 0; service < SERVICES; service++)
		tell_running(&year, service, commit_of(&year, service, year.places[service]),
			     BEGIN + INT64_C(364) * 86400);
	write_exports(&year);
	write_ledger(&year);
	memory_store_release(&year.memory);
	arena_release(&year.lasting);
	for (int i = 0; i < SERVICES; i++)
		free(year.commits[i]);
	sample_close(&year.sample);
	return 0;
}
