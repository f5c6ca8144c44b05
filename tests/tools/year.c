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

static void
die(const char *what)
{
	fprintf(stderr, "year: %s\n", what);
	exit(1);
}

static void
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

static enum plant
plant_of(int number)
{
	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++)
		if (plants[i].number == number)
			return plants[i].plant;
	return PLAIN;
}

static const char *
commit_of(struct year *year, int service, size_t at)
{
	return arena_copy(&year->sample.arena, year->commits[service] + at * 41, 40);
}

static const char *
service_name(struct year *year, int service)
{
	return arena_format(&year->sample.arena, "svc-%02d", service + 1);
}

static const char *
instant(struct year *year, int64_t time)
{
	char *text = arena_allocate(&year->sample.arena, 21);

	instant_format(text, time);
	return text;
}

static const char *
artifact_of(struct year *year, const char *commit)
{
	return arena_format(&year->sample.arena, "sha256:%s",
			    sha256_hex(&year->sample.arena, commit, strlen(commit)));
}

/* ---- records ---- */

static struct person
person(const char *name)
{
	return (struct person){.id = name, .name = name};
}

static bool
brings_commits(const struct deploy *deploy)
{
	return deploy->kind == RECORD_DEPLOYMENT || deploy->kind == RECORD_EMERGENCY ||
	       deploy->kind == RECORD_RETRO;
}

static void
add_commits(struct year *year, const struct deploy *deploy, struct change *change)
{
	struct arena *arena = &year->sample.arena;

	for (size_t at = deploy->to; brings_commits(deploy) && at > deploy->from; at--) {
		struct commit *commit = LIST_ADD(arena, &change->commits);

		commit->id = commit_of(year, deploy->service, at);
		commit->tree = change->tree;
		texts_add(arena, &commit->parents, commit_of(year, deploy->service, at - 1));
		commit->author = person(deploy->bot ? "renovate@example.org" : "ann@example.org");
		commit->committer = commit->author;
		commit->subject = arena_format(arena, "PAY-%d something", deploy->number);
	}
	for (size_t at = deploy->from + 1; brings_commits(deploy) && at <= deploy->to; at++) {
		struct change_request *request = LIST_ADD(arena, &change->requests);

		request->commit = commit_of(year, deploy->service, at);
		request->head = request->commit;
		request->title = "something";
		texts_add(arena, &request->commits, request->commit);
		if (deploy->service == LOOSENED && deploy->number == LOOSER_FROM) {
			texts_add(arena, &request->gate, ".changegate.yml");
			request->gate_count = 1;
		}
	}
	change->range.commit_count = (int64_t)change->commits.count;
	change->range.request_count = (int64_t)change->requests.count;
}

static void
add_finding_on(struct arena *arena, struct evaluation *evaluation, const char *subject,
	       const char *check, int verdict, const char *code, const char *input)
{
	struct finding *finding = LIST_ADD(arena, &evaluation->findings);

	finding->check = check;
	finding->revision = 1;
	finding->subject = subject;
	finding->verdict = verdict;
	finding->code = code;
	finding->because = "as planted";
	finding->fix = verdict == FAIL ? "nothing" : NULL;
	if (input)
		texts_add(arena, &finding->inputs, input);
}

static void
add_finding(struct arena *arena, struct evaluation *evaluation, const char *check, int verdict,
	    const char *code, const char *input)
{
	add_finding_on(arena, evaluation, "change", check, verdict, code, input);
}

static void
authorise(struct arena *arena, struct emergency_facts *facts, const char *who)
{
	struct signed_authorisation *signed_by = LIST_ADD(arena, &facts->authorisations);
	struct person *signer = arena_allocate(arena, sizeof(*signer));

	*signer = person(who);
	signed_by->signature = arena_allocate(arena, sizeof(*signed_by->signature));
	*signed_by->signature = (struct signature){
		.state = SIGNATURE_VERIFIED, .fingerprint = who, .signer = signer};
	facts->authorisation_count++;
}

static void
call_emergency(struct year *year, const struct deploy *deploy, struct evidence *evidence,
	       struct evaluation *evaluation)
{
	struct arena *arena = &year->sample.arena;
	struct emergency_facts *facts = arena_allocate(arena, sizeof(*facts));

	facts->incident = arena_format(arena, "INC-%d", deploy->number);
	facts->reason = "payments fail";
	facts->time = deploy->time;
	facts->due = deploy->time + DUE;
	authorise(arena, facts, "olga@example.org");
	authorise(arena, facts, "otto@example.org");
	evidence->emergency = facts;
	add_finding(arena, evaluation, "emergency", EXEMPT, "EMER-AUTHORISED", "/emergency");
	add_finding(arena, evaluation, "emergency", PASS, "EMER-INCIDENT-OPEN", "/emergency");
}

static void
settle(struct year *year, struct evidence *evidence, struct evaluation *evaluation)
{
	struct arena *arena = &year->sample.arena;
	struct retro_facts *facts = arena_allocate(arena, sizeof(*facts));

	*facts = (struct retro_facts){year->called.payload, year->called.record_id,
				      year->called.time, year->called.time + DUE};
	evidence->retro = facts;
	add_finding(arena, evaluation, "emergency", NOT_APPLICABLE, "RETRO-OPEN", "/retro");
}

static void
judge(struct year *year, const struct deploy *deploy, struct evidence *evidence,
      struct evaluation *evaluation)
{
	struct arena *arena = &year->sample.arena;
	bool emergency = deploy->kind == RECORD_EMERGENCY;
	bool refused = deploy->result == RECORD_REFUSED || emergency;

	evaluation->result = emergency ? RESULT_EMERGENCY : (int)deploy->result;
	if (emergency)
		call_emergency(year, deploy, evidence, evaluation);
	if (deploy->kind == RECORD_RETRO)
		settle(year, evidence, evaluation);
	if (deploy->kind == RECORD_BASELINE)
		return;
	if (deploy->kind == RECORD_ROLLBACK) {
		add_finding(arena, evaluation, "change", PASS, "CHG-ROLLBACK", NULL);
		return;
	}
	if (!deploy->bot) {
		struct ticket_reference *ticket = LIST_ADD(arena, &evidence->tickets.references);
		struct approval *approval = LIST_ADD(arena, &evidence->reviews.approvals);

		ticket->key = arena_format(arena, "PAY-%d", deploy->number);
		ticket->source = "subject";
		ticket->commit = evidence->change.head;
		ticket->text = ticket->key;
		approval->person = person("bob@example.org");
		approval->source = "trailer";
		approval->commit = evidence->change.head;
		approval->text = "bob";
	}
	add_finding(arena, evaluation, "ticket", deploy->bot ? EXEMPT : PASS,
		    deploy->bot ? "TKT-BOT" : "TKT-FOUND",
		    deploy->bot ? NULL : "/tickets/references/0");
	add_finding_on(arena, evaluation,
		       arena_format(arena, "change request %.12s", evidence->change.head),
		       "approval",
		       refused       ? FAIL
		       : deploy->bot ? EXEMPT
				     : PASS,
		       refused       ? "APPR-MISSING"
		       : deploy->bot ? "APPR-BOT"
				     : "APPR-COUNTED",
		       refused || deploy->bot ? NULL : "/reviews/approvals/0");
	add_finding(arena, evaluation, "tests", PASS, "TEST-PASSED", NULL);
}

static void
tell_protection(struct arena *arena, int number, struct evidence *evidence)
{
	struct forge_facts *forge = arena_allocate(arena, sizeof(*forge));
	struct protection *protection = arena_allocate(arena, sizeof(*protection));
	struct gate_settings *settings = &protection->settings;

	protection->environment = "production";
	settings->availability.state = KNOWN;
	settings->name = protection->environment;
	settings->admins_bypass = number < BYPASS_FROM ? TOLD_NO : TOLD_YES;
	settings->admits = ADMITS_PROTECTED;
	settings->branches_known.state = KNOWN;
	settings->protected_count = 1;
	settings->reviewer_count = 2;
	settings->prevents_self_review = true;
	forge->availability.state = KNOWN;
	forge->kind = "github";
	forge->host = "api.github.com";
	forge->repository = "acme/svc-06";
	forge->repository_id = "6";
	forge->default_branch = "main";
	forge->protection = protection;
	evidence->forge = forge;
}

static void
fill_evidence(struct year *year, const struct deploy *deploy, const struct key_state *state,
	      int64_t size, struct record *record)
{
	struct arena *arena = &year->sample.arena;
	struct evidence *evidence = arena_allocate(arena, sizeof(*evidence));
	struct evaluation *evaluation = arena_allocate(arena, sizeof(*evaluation));
	struct change *change = &evidence->change;

	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = record->record_id;
	evidence->now.time = record->time;
	evidence->now.source = "system-clock";
	change->key = record->key;
	change->head = record->commit;
	change->tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	change->range.kind = deploy->kind == RECORD_BASELINE   ? RANGE_FIRST
			     : deploy->kind == RECORD_ROLLBACK ? RANGE_BACKWARD
							       : RANGE_FORWARD;
	if (deploy->kind != RECORD_BASELINE)
		change->range.previous = commit_of(year, deploy->service, deploy->from);
	add_commits(year, deploy, change);
	evidence->deployment.artifact = record->artifact;
	evidence->invocation.provider = "local";
	evidence->invocation.baseline = deploy->kind == RECORD_BASELINE;
	evidence->ledger.origin = SAMPLE_ORIGIN;
	evidence->ledger.root = "00";
	evidence->ledger.previous_record = state->previous_record;
	evidence->ledger.sequence = state->sequence;
	evidence->ledger.size = size;
	evidence->ledger.in_place =
		deploy->kind == RECORD_RETRO ? year->called.in_place : state->in_place;
	evidence->ledger.obligations = state->obligations;
	if (deploy->service == BYPASSED)
		tell_protection(arena, deploy->number, evidence);
	evidence->policy.bytes = deploy->service == LOOSENED && deploy->number >= LOOSER_FROM
					 ? year->looser
					 : year->policy;
	evidence->policy.digest =
		sha256_hex(arena, evidence->policy.bytes, strlen(evidence->policy.bytes));
	evidence->policy.source.path = ".changegate.yml";
	evidence->policy.source.sha256 = evidence->policy.digest;
	judge(year, deploy, evidence, evaluation);
	record->evidence = evidence;
	record->evaluation = evaluation;
	record->chain.in_place = evidence->ledger.in_place;
}

struct making {
	struct year *year;
	const struct deploy *deploy;
};

static struct key
key_of(struct year *year, int service)
{
	return (struct key){
		arena_format(&year->sample.arena, "example.org/acme/svc-%02d", service + 1),
		service_name(year, service), "production"};
}

static void
remember(struct year *year, const struct deploy *deploy, const struct record *record,
	 const struct buffer *payload)
{
	struct arena *arena = &year->lasting;
	const struct placed *base = record->chain.in_place;
	struct placed *in_place = arena_allocate(arena, sizeof(*in_place));

	*in_place = *base;
	in_place->record = arena_text(arena, base->record);
	in_place->record_id = arena_text(arena, base->record_id);
	in_place->commit = arena_text(arena, base->commit);
	in_place->artifact = base->artifact ? arena_text(arena, base->artifact) : NULL;
	in_place->kind = arena_text(arena, base->kind);
	year->called =
		(struct called){.number = deploy->number,
				.from = deploy->from,
				.to = deploy->to,
				.time = deploy->time,
				.payload = sha256_hex(arena, payload->bytes, payload->length),
				.record_id = arena_text(arena, record->record_id),
				.in_place = in_place};
}

static bool
make_record(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	    struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer payload = {0};
	struct making *making = self;
	struct year *year = making->year;
	const struct deploy *deploy = making->deploy;
	const char *commit = commit_of(year, deploy->service, deploy->to);
	struct record record = {
		.schema = RECORD_SCHEMA,
		.kind = deploy->kind,
		.result = deploy->result,
		.record_id = arena_format(&year->sample.arena, "01JD%07d%c%014d", deploy->number,
					  deploy->result == RECORD_REFUSED ? 'R'
					  : deploy->kind == RECORD_RETRO   ? 'T'
					  : deploy->kind == RECORD_OUTCOME ? 'S'
									   : 'A',
					  deploy->service),
		.time = deploy->time,
		.key = key_of(year, deploy->service),
		.commit = commit,
		.artifact = artifact_of(year, commit),
		.chain = {.previous_record = state->previous_record,
			  .sequence = state->sequence,
			  .obligations = state->obligations},
		.about = deploy->about,
		.recorder = {"0.1.0-test", "00", "self"},
	};

	if (deploy->kind != RECORD_OUTCOME)
		fill_evidence(year, deploy, state, log->checkpoint.size, &record);
	statement_write(&payload, &record);
	if (deploy->kind == RECORD_EMERGENCY)
		remember(year, deploy, &record, &payload);
	return dsse_sign(payload.bytes, payload.length, &year->sample.record_signer, envelope, err);
}

static void
append(struct year *year, struct memory_store *memory, const struct deploy *deploy,
       struct receipt *receipt)
{
	struct store store;
	struct sequencer sequencer = {.store = &store,
				      .trust = &year->sample.trust,
				      .checkpoint_signer = &year->sample.checkpoint_signer};
	struct making making = {year, deploy};
	struct sealing sealing = {&making, make_record};
	struct key key = key_of(year, deploy->service);
	struct error err;

	memory_store_store(memory, &store);
	if (!sequence_append(&year->sample.arena, &sequencer, &key, &sealing, receipt, &err))
		die(err.message);
}

static void
keep_receipt(struct year *year, const struct receipt *receipt, int number)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	receipt_write(&bytes, receipt);
	write_file(year->folder, arena_format(&year->sample.arena, "receipts/%d.receipt", number),
		   bytes.bytes, bytes.length);
}

/* Into a copy of the ledger that nobody sees again: the receipt is all that remains. */
static void
append_and_remove(struct year *year, const struct deploy *deploy)
{
	struct memory_store copy = {0};
	struct receipt receipt;

	memory_store_copy(&copy, &year->memory);
	append(year, &copy, deploy, &receipt);
	keep_receipt(year, &receipt, deploy->number);
	memory_store_release(&copy);
}

/* ---- the systems around it ---- */

static void
tell_deployment(struct year *year, int service, const char *commit, int64_t time, const char *state)
{
	int id = 9000 + ++year->deployments;
	const char *name = service_name(year, service);

	buffer_add_format(
		&year->deployment_list,
		"%s{\"url\":\"https://api.github.com/repos/acme/%s/deployments/%d\",\"id\":%d,"
		"\"sha\":\"%s\",\"ref\":\"main\",\"task\":\"deploy:%s\",\"payload\":{},"
		"\"environment\":\"production\",\"creator\":{\"login\":\"deployer\",\"id\":7},"
		"\"created_at\":\"%s\"}",
		year->deployments == 1 ? "[" : ",\n", name, id, id, commit, name,
		instant(year, time));
	buffer_add_format(&year->statuses,
			  "%s{\"id\":%d,\"state\":\"%s\",\"created_at\":\"%s\",\"deployment_url\":"
			  "\"https://api.github.com/repos/acme/%s/deployments/%d\"}",
			  year->deployments == 1 ? "[" : ",\n", id + 100000, state,
			  instant(year, time + 60), name, id);
}

static void
tell_run(struct year *year, int service, const char *commit, int64_t time)
{
	buffer_add_format(&year->run_list,
			  "%s{\"id\":%d,\"head_sha\":\"%s\",\"conclusion\":\"success\","
			  "\"run_started_at\":\"%s\",\"actor\":{\"login\":\"ann\"},\"repository\":"
			  "{\"full_name\":\"acme/%s\"}}",
			  year->runs ? ",\n" : "", 70000 + year->runs, commit,
			  instant(year, time - 30), service_name(year, service));
	year->runs++;
}

static void
tell_cloud(struct year *year, int service, const char *commit, int64_t time, const char *actor)
{
	buffer_add_format(&year->cloud, "ev-%d,%s,production,%s,%s,%s\r\n", ++year->events,
			  service_name(year, service), commit, instant(year, time + 90), actor);
}

static void
tell_running(struct year *year, int service, const char *commit, int64_t time)
{
	buffer_add_format(&year->running, "%s,production,%s,%s\r\n", service_name(year, service),
			  artifact_of(year, commit), instant(year, time));
}

/* ---- the year ---- */

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
write_buffer(struct year *year, const char *name, struct buffer *buffer, const char *before,
	     const char *after)
{
	struct buffer whole RELEASED_BY(buffer_release) = {0};

	buffer_add_text(&whole, before);
	buffer_add(&whole, buffer->bytes, buffer->length);
	buffer_add_text(&whole, after);
	write_file(year->folder, name, whole.bytes, whole.length);
	buffer_release(buffer);
}

static void
write_exports(struct year *year)
{
	struct arena *arena = &year->sample.arena;

	write_buffer(year, "deployments.json", &year->deployment_list, "", "]\n");
	write_buffer(year, "statuses.json", &year->statuses, "", "]\n");
	write_buffer(year, "runs.json", &year->run_list,
		     arena_format(arena, "{\"total_count\":%d,\"workflow_runs\":[", year->runs),
		     "]}\n");
	write_buffer(year, "cloud.csv", &year->cloud, "event,app,stage,git_sha,time,principal\r\n",
		     "");
	write_buffer(year, "runtime.csv", &year->running, "service,environment,artifact,at\r\n",
		     "");
	write_buffer(year, "tickets.csv", &year->tickets, "Key,Created,Status\r\n", "");
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
