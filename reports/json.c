/* SPDX-License-Identifier: Apache-2.0 */
/* How does a program read a verdict? See json.h. */
#include "reports/json.h"

#include "core/waiting.h"
#include "reports/conclusion.h"
#include "reports/table.h"

struct result_range {
	int kind;
	const char *previous;
	int64_t commit_count;
	int64_t request_count;
};

struct result_policy {
	const char *digest;
	const char *extends;
	int source;
	const char *ref;
	const char *commit;
	const char *path;
};

struct result_record {
	const char *digest;
	int64_t index;
};

struct result_document {
	const char *schema;
	int result;
	bool waiting;
	int64_t request;
	int record_kind;
	int64_t exit_status;
	bool dry_run;
	bool recorded;
	const char *record_id;
	struct result_record *record;
	int64_t time;
	struct key key;
	const char *head;
	const char *artifact;
	struct result_range range;
	struct result_policy policy;
	struct evaluation evaluation;
};

static const struct field range_rows[] = {
	FIELD_ROW(result_range, kind, "kind", FIELD_CHOICE, .choices = range_names,
		  .meaning = "how the deployed commit relates to what is in place"),
	FIELD_ROW(result_range, previous, "previous", FIELD_TEXT, .optional = true,
		  .meaning = "commit in place"),
	FIELD_ROW(result_range, commit_count, "commitCount", FIELD_INTEGER,
		  .maximum = LIMIT_INTEGER, .meaning = "commits that the deploy brings"),
	FIELD_ROW(result_range, request_count, "requestCount", FIELD_INTEGER,
		  .maximum = LIMIT_INTEGER, .meaning = "change requests that brought them"),
};
static const struct fields range_fields = {"resultRange", sizeof(struct result_range),
					   FIELDS_OF(range_rows), "What the deploy brings."};

static const struct field policy_rows[] = {
	FIELD_ROW(result_policy, digest, "digest", FIELD_TEXT,
		  .meaning = "sha256 of the effective policy"),
	FIELD_ROW(result_policy, extends, "extends", FIELD_TEXT, .optional = true,
		  .meaning = "preset that it extends"),
	FIELD_ROW(result_policy, source, "source", FIELD_CHOICE, .choices = policy_source_names,
		  .meaning = "where it was read from"),
	FIELD_ROW(result_policy, ref, "ref", FIELD_TEXT, .optional = true, .meaning = "full name"),
	FIELD_ROW(result_policy, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "that the ref was"),
	FIELD_ROW(result_policy, path, "path", FIELD_TEXT, .meaning = "of the file"),
};
static const struct fields policy_source_fields = {"resultPolicy", sizeof(struct result_policy),
						   FIELDS_OF(policy_rows),
						   "The policy that was in force."};

static const struct field record_rows[] = {
	FIELD_ROW(result_record, digest, "digest", FIELD_TEXT, .meaning = "sha256 of its payload"),
	FIELD_ROW(result_record, index, "index", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "of its entry in the ledger"),
};
static const struct fields recorded_fields = {"resultRecord", sizeof(struct result_record),
					      FIELDS_OF(record_rows), "The record in the ledger."};

/* The result stands beside its findings: nobody has to look into a nested map for it. */
static const struct field result_rows[] = {
	FIELD_ROW(result_document, schema, "schema", FIELD_TEXT, .meaning = RESULT_SCHEMA),
	FIELD_ROW(result_document, result, "result", FIELD_CHOICE, .choices = result_names,
		  .meaning = "allowed, refused or unknown; advisory: of a change request, nothing "
			     "failed"),
	FIELD_ROW(result_document, waiting, "waiting", FIELD_BOOLEAN, .optional = true,
		  .meaning = "of a change request: unknown, and time alone will tell"),
	FIELD_ROW(result_document, request, "request", FIELD_INTEGER, .optional = true,
		  .maximum = LIMIT_INTEGER, .meaning = "number of the change request; no deploy"),
	FIELD_ROW(result_document, record_kind, "recordKind", FIELD_CHOICE,
		  .choices = record_kind_names, .meaning = "kind of the record"),
	FIELD_ROW(result_document, exit_status, "exitStatus", FIELD_INTEGER, .maximum = 255,
		  .meaning = "of the command; only 0 permits the deploy"),
	FIELD_ROW(result_document, dry_run, "dryRun", FIELD_BOOLEAN,
		  .meaning = "--dry-run: no permission, whatever the result"),
	FIELD_ROW(result_document, recorded, "recorded", FIELD_BOOLEAN,
		  .meaning = "the record is in the ledger"),
	FIELD_ROW(result_document, record_id, "recordId", FIELD_TEXT, .meaning = "ULID: a label"),
	FIELD_ROW(result_document, record, "record", FIELD_OPTIONAL, .of = &recorded_fields,
		  .optional = true, .meaning = "where it is; absent unless recorded"),
	FIELD_ROW(result_document, time, "time", FIELD_INSTANT,
		  .meaning = "the evidence's now, which time rules see"),
	FIELD_ROW(result_document, key, "key", FIELD_OBJECT, .of = &key_fields,
		  .meaning = "what is deployed where"),
	FIELD_ROW(result_document, head, "head", FIELD_TEXT, .meaning = "deployed commit"),
	FIELD_ROW(result_document, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of the deployed artefact"),
	FIELD_ROW(result_document, range, "range", FIELD_OBJECT, .of = &range_fields,
		  .meaning = "what the deploy brings"),
	FIELD_ROW(result_document, policy, "policy", FIELD_OBJECT, .of = &policy_source_fields,
		  .meaning = "the policy that was in force"),
	FIELD_ROW(result_document, evaluation.findings, "findings", FIELD_OBJECTS,
		  .of = &finding_fields,
		  .meaning = "one for each subject and check, in reporting order"),
};
const struct fields result_fields = {"result", sizeof(struct result_document),
				     FIELDS_OF(result_rows), "The verdict about one deploy."};

static void
fill_policy(struct result_policy *policy, const struct report_input *input)
{
	const struct policy_facts *facts = &input->evidence->policy;

	policy->digest = facts->digest;
	policy->extends = input->policy ? input->policy->extends : NULL;
	policy->source = facts->source.kind;
	policy->ref = facts->source.ref;
	policy->commit = facts->source.commit;
	policy->path = facts->source.path;
}

static void
fill_range(struct result_range *range, const struct change *change)
{
	range->kind = change->range.kind;
	range->previous = change->range.previous;
	range->commit_count = change->range.commit_count;
	range->request_count = change->range.request_count;
}

static void
write_json(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const struct evidence *evidence = input->evidence;
	struct result_record record = {input->record, input->index};
	const struct forge_request *request = conclusion_request(evidence);
	struct result_document document = {
		.schema = RESULT_SCHEMA,
		.result = input->evaluation->result,
		.waiting = evaluation_waits(evidence, input->evaluation),
		.request = request ? request->number : 0,
		.record_kind = input->record_kind,
		.exit_status = input->exit_status,
		.dry_run = input->dry_run,
		.recorded = input->record != NULL,
		.record_id = evidence->record_id,
		.record = input->record ? &record : NULL,
		.time = evidence->now.time,
		.key = evidence->change.key,
		.head = evidence->change.head,
		.artifact = evidence->deployment.artifact,
		.evaluation = *input->evaluation,
	};

	(void)arena;
	fill_range(&document.range, &evidence->change);
	fill_policy(&document.policy, input);
	fields_write(out, &result_fields, &document);
	buffer_add_byte(out, '\n');
}

const struct report json_report = {"json", write_json};
