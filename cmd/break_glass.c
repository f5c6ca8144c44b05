/* SPDX-License-Identifier: Apache-2.0 */
/* What if the ledger cannot be read or written, and it cannot wait? See break_glass.h. */
#include "cmd/break_glass.h"

#include "base/json.h"
#include "base/text.h"
#include "checks/table.h"
#include "cmd/emergency.h"
#include "cmd/gather_people.h"
#include "cmd/judging.h"
#include "cmd/output.h"
#include "core/evaluate.h"
#include "integrations/clock.h"
#include "integrations/disk.h"

#define KEPT_SCHEMA "changegate.break-glass/1"
#define PIPELINE_KEYS "CHANGEGATE_BREAK_GLASS_KEYS"

struct kept {
	const char *schema;
	const char *record_id;
	struct key key;
	const char *commit;
	const char *artifact;
	struct emergency_facts emergency;
};

static const struct field kept_rows[] = {
	FIELD_ROW(kept, schema, "schema", FIELD_TEXT, .meaning = KEPT_SCHEMA),
	FIELD_ROW(kept, record_id, "recordId", FIELD_TEXT, .meaning = "of the record to come"),
	FIELD_ROW(kept, key, "key", FIELD_OBJECT, .of = &key_fields, .meaning = "where it went"),
	FIELD_ROW(kept, commit, "commit", FIELD_TEXT, .meaning = "what went there"),
	FIELD_ROW(kept, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of the deployed artefact"),
	FIELD_ROW(kept, emergency, "emergency", FIELD_OBJECT, .of = &emergency_facts_fields,
		  .meaning = "who answers for it"),
};
static const struct fields kept_fields = {"kept", sizeof(struct kept), FIELDS_OF(kept_rows),
					  "An emergency that no ledger has yet."};

/* ---- going ahead ---- */

static bool
is_outage(const struct error *err)
{
	return err->code == ERROR_LEDGER || err->code == ERROR_UNAVAILABLE;
}

static bool
say_how(struct world *world, const struct arguments *arguments, const struct question *question,
	struct error *err)
{
	struct error cause = *err;
	char head[41];
	struct error ignored;

	if (!is_outage(err) || !world->policy.emergency || argument_given(arguments, "--dry-run") ||
	    !git_resolve(world->git, question->revision, head, &ignored))
		return false;
	return fail(
		err, cause.code,
		"%s; if it cannot wait: changegate deploy --env %s --sha %s --break-glass "
		"--reason TEXT --authorisation A --authorisation B --spool DIR (EMER-OUTAGE), by two "
		"whose keys " PIPELINE_KEYS " names",
		cause.message, text_shown(world->arena, question->environment), head);
}

/*
 * Without the ledger nobody knows which signers were judged: whoever pushes to the protected branch
 * could list two of their own. So the pipeline says whose keys count, where no push changes it.
 */
static bool
believe_the_pipeline(struct arena *arena, struct emergency_facts *facts, struct error *err)
{
	struct texts keys = {0};

	if (!world_read_fingerprints(arena, PIPELINE_KEYS, &keys, err))
		return false;
	for (size_t i = 0; i < facts->authorisations.count; i++) {
		struct signature *signature = facts->authorisations.at[i].signature;

		if (!signature || signature->state != SIGNATURE_VERIFIED ||
		    (signature->fingerprint && texts_contain(&keys, signature->fingerprint)))
			continue;
		*signature = (struct signature){
			.state = SIGNATURE_UNLISTED,
			.fingerprint = signature->fingerprint,
			.why = "while the ledger is away only keys count that " PIPELINE_KEYS
			       " of the pipeline names"};
	}
	return true;
}

/* Only who answers for it, and whose policy says so: nothing else can be asked. */
static bool
weigh(struct world *world, const struct arguments *arguments, const struct question *question,
      const char *service, const char *why, struct evidence *out, struct evaluation *evaluation,
      struct error *err)
{
	static const struct check *const asked[] = {&policy_check_1, &emergency_check_1, NULL};
	RELEASED_BY(who_release) struct who who = {0};
	struct gathering gathering;
	struct evidence *evidence = &gathering.evidence;

	if (!gathering_begin(world, arguments, question, false, &gathering, err) ||
	    !emergency_read(world->arena, arguments, &gathering, err) ||
	    !gather_people(world, NULL, NULL, evidence, &who, err))
		return false;
	evidence->change.key.service = service;
	evidence->change.range.kind = RANGE_UNDECLARED;
	emergency_verify(world->arena, &world->policy, &who.signing, evidence);
	if (!believe_the_pipeline(world->arena, evidence->emergency, err))
		return false;
	texts_add(world->arena, &evidence->emergency->unknowns,
		  arena_format(world->arena, "ledger: %s", why));
	evaluate(world->arena, asked, &world->policy, evidence, evaluation);
	*out = *evidence;
	return true;
}

static bool
keep(struct world *world, const char *folder, const struct evidence *evidence, const char **path,
     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct kept kept = {.schema = KEPT_SCHEMA,
			    .record_id = evidence->record_id,
			    .key = evidence->change.key,
			    .commit = evidence->change.head,
			    .artifact = evidence->deployment.artifact,
			    .emergency = *evidence->emergency};

	fields_write(&bytes, &kept_fields, &kept);
	buffer_add_byte(&bytes, '\n');
	*path = arena_format(world->arena, "%s/%s.break-glass.json", folder, kept.record_id);
	return disk_make_folders(folder, err) &&
	       disk_create(*path, bytes.bytes, bytes.length, 0644, err);
}

static bool
tell(struct world *world, const struct arguments *arguments, const struct evidence *evidence,
     const struct evaluation *evaluation, enum status status, struct error *err)
{
	struct report_input input = {.evidence = evidence,
				     .policy = &world->policy,
				     .evaluation = evaluation,
				     .record_kind = RECORD_EMERGENCY,
				     .index = -1,
				     .exit_status = status};

	return output_color(arguments, &input.color, err) &&
	       output_reports(world->arena, arguments, &input, err);
}

static bool
check_wanted(struct world *world, const struct arguments *arguments,
	     const struct question *question, const struct texts *services, struct error *err)
{
	struct error cause = *err;

	if (!argument(arguments, "--spool"))
		return fail(err, cause.code,
			    "%s; give --spool DIR as well, so that what two people signed is kept "
			    "until the ledger is back",
			    cause.message);
	if (services->count != 1)
		return fail(err, ERROR_USAGE, "--break-glass takes one service at a time");
	if (!policy_has_service(&world->policy, services->at[0]) ||
	    !policy_environment(&world->policy, question->environment))
		return fail(err, ERROR_USAGE,
			    "the policy does not declare this service and environment");
	return world->policy_facts.source.kind == POLICY_FROM_REF ||
	       fail(err, ERROR_USAGE,
		    "--break-glass goes with the policy of a protected ref, not with --policy");
}

static bool
go_ahead(struct world *world, const struct arguments *arguments, const struct question *question,
	 const char *service, enum status *status, struct error *err)
{
	const char *why = arena_text(world->arena, err->message), *path;
	struct evaluation evaluation;
	struct evidence evidence;
	char record_id[27];

	if (!record_id_new(record_id, err) ||
	    !weigh(world, arguments, question, service, why, &evidence, &evaluation, err))
		return false;
	evidence.record_id = arena_text(world->arena, record_id);
	*status = status_of_result((enum result)evaluation.result);
	if (*status == STATUS_ALLOWED) {
		if (!keep(world, argument(arguments, "--spool"), &evidence, &path, err))
			return false;
		output_log("the glass is broken: %s; it is kept in %s: hand it in with 'changegate "
			   "ledger append' when the ledger is back",
			   text_shown(world->arena, why), text_shown(world->arena, path));
	}
	return tell(world, arguments, &evidence, &evaluation, *status, err);
}

bool
break_glass(struct world *world, const struct arguments *arguments, const struct question *question,
	    const struct texts *services, enum status *status, struct error *err)
{
	if (!argument_given(arguments, "--break-glass"))
		return say_how(world, arguments, question, err);
	return is_outage(err) && !argument_given(arguments, "--dry-run") &&
	       check_wanted(world, arguments, question, services, err) &&
	       go_ahead(world, arguments, question, services->at[0], status, err);
}

/* ---- handing in ---- */

static bool
parse(struct arena *arena, const struct buffer *bytes, struct kept *kept, struct error *err)
{
	const struct node *root;

	return json_parse(arena, bytes->bytes ? bytes->bytes : "", bytes->length, &root, err) &&
	       fields_read(arena, &kept_fields, root, NULL, kept, err);
}

bool
break_glass_is_kept(struct arena *arena, const struct buffer *bytes)
{
	const struct node *root, *schema;
	struct error ignored;

	if (!bytes->bytes || !json_parse(arena, bytes->bytes, bytes->length, &root, &ignored))
		return false;
	schema = node_get(root, "schema");
	return schema && schema->kind == NODE_TEXT && text_equal(schema->text, KEPT_SCHEMA);
}

static bool
is_there(struct judging *judging, bool *there, int64_t *index, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct world *world = judging->gathering->world;

	*there = false;
	if (!log_open(world->arena, world->store, &world->trust, &log, err))
		return false;
	if (log_find_record(world->arena, &log, judging->record_id, index, err))
		*there = true;
	return *there || err->code == ERROR_ABSENT;
}

static bool
append(struct judging *judging, struct buffer *out, enum status *status, struct error *err)
{
	struct receipt receipt;
	int64_t index;
	bool there;

	if (!is_there(judging, &there, &index, err))
		return false;
	if (there) {
		buffer_add_format(out, "already leaf %lld\n", (long long)index);
		return true;
	}
	if (!judging_append(judging, &receipt, err))
		return false;
	*status = status_worse(*status, status_of_result((enum result)judging->evaluation.result));
	buffer_add_format(out, "appended as leaf %lld: %s\n", (long long)receipt.index,
			  record_result_names[judging->record.result]);
	return true;
}

bool
break_glass_hand_in(struct arena *arena, const struct arguments *arguments,
		    const struct buffer *bytes, struct buffer *out, enum status *status,
		    struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct gathering gathering;
	struct judging judging;
	struct kept kept;
	struct question question;

	if (!parse(arena, bytes, &kept, err))
		return fail_as(err, ERROR_USAGE);
	question = (struct question){.environment = kept.key.environment,
				     .revision = kept.commit,
				     .artifact = kept.artifact};
	if (!world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) || !world_open_keys(&world, err))
		return false;
	if (!text_equal(kept.key.repository, world.policy.repository))
		return fail(err, ERROR_USAGE, "it is of the repository %s",
			    text_shown(arena, kept.key.repository));
	if (!gathering_begin(&world, arguments, &question, true, &gathering, err) ||
	    !judging_begin(&gathering, kept.key.service, &judging, err))
		return false;
	gathering.evidence.emergency = &kept.emergency;
	judging.record_id = kept.record_id;
	return append(&judging, out, status, err);
}
