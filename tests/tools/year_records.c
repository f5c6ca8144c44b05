/* SPDX-License-Identifier: Apache-2.0 */
/* What did the gate write in the year? See year.h. */
#include "tests/tools/year.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "core/policy.h"
#include "core/protection.h"

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

void
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

void
keep_receipt(struct year *year, const struct receipt *receipt, int number)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	receipt_write(&bytes, receipt);
	write_file(year->folder, arena_format(&year->sample.arena, "receipts/%d.receipt", number),
		   bytes.bytes, bytes.length);
}

/* Into a copy of the ledger that nobody sees again: the receipt is all that remains. */
void
append_and_remove(struct year *year, const struct deploy *deploy)
{
	struct memory_store copy = {0};
	struct receipt receipt;

	memory_store_copy(&copy, &year->memory);
	append(year, &copy, deploy, &receipt);
	keep_receipt(year, &receipt, deploy->number);
	memory_store_release(&copy);
}
