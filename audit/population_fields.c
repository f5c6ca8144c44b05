/* SPDX-License-Identifier: Apache-2.0 */
/* How do a population's rows and its header look? The field tables of audit/population.h. */
#include "audit/population.h"

#define TEXT(member, json, text) \
	FIELD_ROW(population_row, member, json, FIELD_TEXT, .meaning = text)
#define TEXTS(member, json, text) \
	FIELD_ROW(population_row, member, json, FIELD_TEXTS, .meaning = text)
#define COUNT(member, json, text)                                                        \
	FIELD_ROW(population_row, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, \
		  .meaning = text)

static const struct field row_rows[] = {
	COUNT(seq, "seq", "row, from 1"),
	TEXT(record_id, "record_id", "label of the record"),
	TEXT(service, "service", "what was deployed"),
	TEXT(environment, "environment", "where to"),
	TEXT(change_type, "change_type", "normal, redeploy, rollback, baseline or unrecorded"),
	TEXT(deployed_at, "deployed_at_utc", "see deployed_at_source"),
	TEXT(result, "result", "allowed, refused, unknown, or unrecorded"),
	TEXT(base_sha, "base_sha", "commit in place before"),
	TEXT(head_sha, "head_sha", "deployed commit"),
	TEXT(artifact_digest, "artifact_digest", "of the deployed artefact, as claimed"),
	TEXTS(pr_ids, "pr_ids", "change requests, by number, or by the commit that brought them"),
	COUNT(pr_count, "pr_count", "change requests"),
	COUNT(commit_count, "commit_count", "commits"),
	TEXTS(ticket_ids, "ticket_ids", "tickets that counted"),
	TEXT(ticket_created_at, "ticket_created_at", "not known to plain git"),
	TEXT(title, "title", "of the newest change request"),
	TEXTS(authors, "authors", "authors and co-authors of the commits"),
	TEXTS(committers, "committers", "of the commits"),
	TEXTS(approvers, "approvers", "whose approvals passing findings rest on"),
	TEXT(approved_at_last, "approved_at_last",
	     "of the reviews that count; not known to plain git"),
	TEXT(tests_result, "tests_result", "passed, failed, unknown or not applicable"),
	TEXT(tests_finished_at, "tests_finished_at", "not known to plain git"),
	TEXT(deployed_by, "deployed_by", "not known to plain git"),
	TEXT(deploy_actor_type, "deploy_actor_type", "not known to plain git"),
	TEXT(emergency_reason, "emergency_reason", "of an emergency"),
	TEXT(incident_id, "incident_id", "of an emergency"),
	TEXT(post_approved_by, "post_approved_by",
	     "of an emergency: whose approvals its retro rests on"),
	TEXT(post_approved_at, "post_approved_at",
	     "the last of those reviews; of plain git, when the retro found it"),
	TEXT(rollback_of, "rollback_of", "record that the rollback undid"),
	TEXTS(exceptions, "exceptions", "codes of exempt findings"),
	TEXT(policy_digest, "policy_digest", "sha256 of the effective policy"),
	TEXT(gate_digest, "gate_digest", "sha256 of the executable that judged"),
	TEXT(record_sha256, "record_sha256", "identity of the record"),
	TEXT(record_url, "record_url", "its file below the ledger"),
	FIELD_ROW(population_row, in_frame, "in_frame", FIELD_BOOLEAN,
		  .meaning = "may be drawn: the deploy was allowed"),
	TEXT(deployed_at_source, "deployed_at_source", "outcome, or gate where none is recorded"),
	TEXT(gate_at, "gate_at_utc", "when it was judged"),
	TEXT(outcome, "outcome", "the latest: succeeded, failed, rolled-back; empty if none"),
	TEXT(outcome_at, "outcome_at_utc", "of the latest outcome"),
	TEXT(repository, "repository", "as the policy names it"),
	TEXT(policy_source, "policy_source", "ref, or file: named by hand"),
	TEXTS(blocked_by, "blocked_by", "codes that refused it or left it unknown"),
	TEXT(signed_by, "signed_by", "fingerprint of the record's key"),
	FIELD_ROW(population_row, ledger_index, "ledger_index", FIELD_INTEGER, .minimum = -1,
		  .maximum = LIMIT_INTEGER, .meaning = "of the record's entry; -1: it has none"),
};
const struct fields population_row_fields = {"populationRow", sizeof(struct population_row),
					     FIELDS_OF(row_rows), "One deployment."};

#define HEADER_COUNT(member, json, text)                                                    \
	FIELD_ROW(population_header, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, \
		  .meaning = text)

static const struct field count_rows[] = {
	FIELD_ROW(population_count, rows, "rows", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "of the population"),
	FIELD_ROW(population_count, in_frame, "inFrame", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "that may be drawn"),
};
static const struct fields count_fields = {"populationCount", sizeof(struct population_count),
					   FIELDS_OF(count_rows), "Rows of one class."};

static const struct field place_rows[] = {
	FIELD_ROW(population_place, record_id, "recordId", FIELD_TEXT, .meaning = "label"),
	FIELD_ROW(population_place, record_sha256, "recordSha256", FIELD_TEXT,
		  .meaning = "identity"),
	FIELD_ROW(population_place, deployed_at, "deployedAt", FIELD_TEXT,
		  .meaning = "as in its row"),
	FIELD_ROW(population_place, ledger_index, "ledgerIndex", FIELD_INTEGER,
		  .maximum = LIMIT_INTEGER, .meaning = "of its entry"),
};
static const struct fields place_fields = {"populationPlace", sizeof(struct population_place),
					   FIELDS_OF(place_rows), "A row, to find it again."};

static const struct field ledger_rows[] = {
	FIELD_ROW(population_ledger, origin, "origin", FIELD_TEXT, .meaning = "of the checkpoint"),
	FIELD_ROW(population_ledger, size, "size", FIELD_INTEGER, .maximum = LIMIT_LEDGER_SIZE,
		  .meaning = "entries"),
	FIELD_ROW(population_ledger, root, "root", FIELD_TEXT, .meaning = "hex"),
};
static const struct fields ledger_fields = {"populationLedger", sizeof(struct population_ledger),
					    FIELDS_OF(ledger_rows),
					    "The checkpoint up to which the ledger was read."};

static const struct field header_rows[] = {
	FIELD_ROW(population_header, schema, "schema", FIELD_TEXT, .meaning = POPULATION_SCHEMA),
	FIELD_ROW(population_header, tool_version, "toolVersion", FIELD_TEXT,
		  .meaning = "of changegate"),
	FIELD_ROW(population_header, ledger, "ledger", FIELD_OBJECT, .of = &ledger_fields,
		  .meaning = "source of the rows"),
	FIELD_ROW(population_header, from, "from", FIELD_INSTANT, .meaning = "first instant in it"),
	FIELD_ROW(population_header, to, "to", FIELD_INSTANT, .meaning = "last instant in it"),
	FIELD_ROW(population_header, time_zone, "timeZone", FIELD_TEXT,
		  .meaning = "of all times: UTC"),
	FIELD_ROW(population_header, environments, "environments", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
	FIELD_ROW(population_header, services, "services", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
	HEADER_COUNT(rows, "rows", "lines of the CSV without its header, and of the JSONL"),
	HEADER_COUNT(in_frame, "inFrame", "lines of the id file: what may be drawn"),
	HEADER_COUNT(outside_period, "outsidePeriod", "judged records of another period"),
	HEADER_COUNT(outside_scope, "outsideScope", "judged records that are not in scope"),
	HEADER_COUNT(from_gate, "deployedAtFromGate",
		     "rows without an outcome that gives the time"),
	FIELD_ROW(population_header, by_kind, "byChangeType", FIELD_NAMED, .of = &count_fields,
		  .meaning = "by change_type"),
	FIELD_ROW(population_header, by_result, "byResult", FIELD_NAMED, .of = &count_fields,
		  .meaning = "by result"),
	FIELD_ROW(population_header, by_environment, "byEnvironment", FIELD_NAMED,
		  .of = &count_fields, .meaning = "by environment"),
	FIELD_ROW(population_header, by_service, "byService", FIELD_NAMED, .of = &count_fields,
		  .meaning = "by service"),
	FIELD_ROW(population_header, by_month, "byMonth", FIELD_NAMED, .of = &count_fields,
		  .meaning = "by month of deployed_at_utc"),
	FIELD_ROW(population_header, ids_sha256, "idsSha256", FIELD_TEXT,
		  .meaning = "of the id file"),
	FIELD_ROW(population_header, first, "first", FIELD_OPTIONAL, .of = &place_fields,
		  .optional = true, .meaning = "first row, in the order of the ledger"),
	FIELD_ROW(population_header, last, "last", FIELD_OPTIONAL, .of = &place_fields,
		  .optional = true, .meaning = "last row"),
	FIELD_ROW(population_header, unrecorded, "unrecorded", FIELD_INTEGER, .optional = true,
		  .maximum = LIMIT_INTEGER, .meaning = "rows of deploys without a record"),
	FIELD_ROW(population_header, reconciliation_sha256, "reconciliationSha256", FIELD_TEXT,
		  .optional = true, .meaning = "of the file that those rows come from"),
	FIELD_ROW(population_header, not_tested, "notTested", FIELD_TEXTS,
		  .meaning = "what this population does not show"),
};
const struct fields population_header_fields = {
	"population", sizeof(struct population_header), FIELDS_OF(header_rows),
	"What a population is, how it was made, and how many rows it has."};
