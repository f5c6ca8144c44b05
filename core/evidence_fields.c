/* SPDX-License-Identifier: Apache-2.0 */
/* How does the evidence document look? The field tables of core/evidence.h. */
#include "core/evidence.h"

static const char *const known_names[] = {"not-asked", "known", "unavailable", NULL};
const char *const policy_source_names[] = {"file", "ref", NULL};

#define ROW(struct_name, member, json, kind, ...)                                           \
	{                                                                                   \
		.name = json, .type = kind, .offset = offsetof(struct struct_name, member), \
		__VA_ARGS__                                                                 \
	}

static const struct field availability_rows[] = {
	ROW(availability, state, "state", FIELD_CHOICE, .choices = known_names,
	    .meaning = "whether the source was asked and did answer"),
	ROW(availability, why, "why", FIELD_TEXT, .optional = true,
	    .meaning = "what did not answer, and what to do"),
};
const struct fields availability_fields = {"availability", sizeof(struct availability),
					   FIELDS_OF(availability_rows),
					   "Whether a section of the evidence could be read."};

static const struct field now_rows[] = {
	ROW(now, time, "time", FIELD_INSTANT, .meaning = "the one time that time rules see"),
	ROW(now, source, "source", FIELD_TEXT, .meaning = "whose clock it is"),
};
static const struct fields now_fields = {"now", sizeof(struct now), FIELDS_OF(now_rows),
					 "When the evidence was collected."};

static const struct field approval_rows[] = {
	ROW(approval, person, "person", FIELD_OBJECT, .of = &person_fields,
	    .meaning = "who approved"),
	ROW(approval, grade, "grade", FIELD_CHOICE, .choices = grade_names,
	    .meaning = "how good the fact is"),
	ROW(approval, source, "source", FIELD_TEXT, .meaning = "where it was found: trailer"),
	ROW(approval, commit, "commit", FIELD_TEXT,
	    .meaning = "what is approved; of a merge, all that it brought"),
	ROW(approval, text, "text", FIELD_TEXT, .meaning = "exactly as found"),
};
static const struct fields approval_fields = {"approval", sizeof(struct approval),
					      FIELDS_OF(approval_rows),
					      "One approval, not yet judged."};

static const struct field reviews_rows[] = {
	ROW(reviews, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
	    .meaning = "whether reviews could be read"),
	ROW(reviews, approvals, "approvals", FIELD_OBJECTS, .of = &approval_fields,
	    .meaning = "all approvals found"),
};
static const struct fields reviews_fields = {"reviews", sizeof(struct reviews),
					     FIELDS_OF(reviews_rows), "Who approved what."};

static const struct field ticket_reference_rows[] = {
	ROW(ticket_reference, key, "key", FIELD_TEXT, .meaning = "the ticket, such as PAY-311"),
	ROW(ticket_reference, source, "source", FIELD_TEXT,
	    .meaning = "where it was found: subject or trailer"),
	ROW(ticket_reference, commit, "commit", FIELD_TEXT, .meaning = "the commit that names it"),
	ROW(ticket_reference, text, "text", FIELD_TEXT, .meaning = "exactly as found"),
	ROW(ticket_reference, grade, "grade", FIELD_CHOICE, .choices = grade_names,
	    .meaning = "how good the fact is"),
};
static const struct fields ticket_reference_fields = {
	"ticketReference", sizeof(struct ticket_reference), FIELDS_OF(ticket_reference_rows),
	"One mention of a ticket."};

static const struct field tickets_rows[] = {
	ROW(tickets, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
	    .meaning = "whether tickets could be read"),
	ROW(tickets, references, "references", FIELD_OBJECTS, .of = &ticket_reference_fields,
	    .meaning = "all mentions, whatever their project"),
};
static const struct fields tickets_fields = {"tickets", sizeof(struct tickets),
					     FIELDS_OF(tickets_rows), "Which tickets are named."};

static const struct field test_report_rows[] = {
	ROW(test_report, path, "path", FIELD_TEXT, .meaning = "relative to the work tree"),
	ROW(test_report, sha256, "sha256", FIELD_TEXT, .optional = true,
	    .meaning = "of the file; absent if it could not be read"),
	ROW(test_report, tests, "tests", FIELD_INTEGER, .meaning = "test cases in the file"),
	ROW(test_report, failures, "failures", FIELD_INTEGER, .meaning = "cases that failed"),
	ROW(test_report, errors, "errors", FIELD_INTEGER, .meaning = "cases that broke"),
	ROW(test_report, skipped, "skipped", FIELD_INTEGER, .meaning = "cases that did not run"),
	ROW(test_report, problem, "problem", FIELD_TEXT, .optional = true,
	    .meaning = "why the file is no evidence"),
};
static const struct fields test_report_fields = {"testReport", sizeof(struct test_report),
						 FIELDS_OF(test_report_rows),
						 "One JUnit file, counted case by case."};

static const struct field test_result_rows[] = {
	ROW(test_result, junit, "junit", FIELD_TEXT, .meaning = "the requirement's glob"),
	ROW(test_result, report_count, "reportCount", FIELD_INTEGER,
	    .meaning = "files found; equals the length of reports"),
	ROW(test_result, reports, "reports", FIELD_OBJECTS, .of = &test_report_fields,
	    .meaning = "the files, by path"),
	ROW(test_result, grade, "grade", FIELD_CHOICE, .choices = grade_names,
	    .meaning = "how good the fact is"),
};
static const struct fields test_result_fields = {"testResult", sizeof(struct test_result),
						 FIELDS_OF(test_result_rows),
						 "What was found for one required test."};

static const struct field work_tree_rows[] = {
	ROW(work_tree, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
	    .meaning = "whether the work tree could be compared"),
	ROW(work_tree, matches, "matches", FIELD_BOOLEAN,
	    .meaning = "it equals the deployed commit, ignored files and reports aside"),
	ROW(work_tree, differing, "differing", FIELD_INTEGER, .meaning = "files that differ"),
	ROW(work_tree, examples, "examples", FIELD_TEXTS, .meaning = "at most ten of them"),
};
static const struct fields work_tree_fields = {"workTree", sizeof(struct work_tree),
					       FIELDS_OF(work_tree_rows),
					       "What the tests ran on, as far as can be seen."};

static const struct field tests_rows[] = {
	ROW(tests, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
	    .meaning = "whether test results could be read"),
	ROW(tests, work_tree, "workTree", FIELD_OBJECT, .of = &work_tree_fields,
	    .meaning = "local reports count only if it matches the commit"),
	ROW(tests, results, "results", FIELD_OBJECTS, .of = &test_result_fields,
	    .meaning = "one for each required test, in the policy's order"),
};
static const struct fields tests_fields = {"tests", sizeof(struct tests), FIELDS_OF(tests_rows),
					   "Which tests ran, and how they ended."};

static const struct field ref_fact_rows[] = {
	ROW(ref_fact, name, "name", FIELD_TEXT, .meaning = "branch name, such as main"),
	ROW(ref_fact, ref, "ref", FIELD_TEXT, .meaning = "full name of the ref"),
	ROW(ref_fact, commit, "commit", FIELD_TEXT, .meaning = "its tip"),
	ROW(ref_fact, contains, "contains", FIELD_BOOLEAN,
	    .meaning = "the deployed commit is reachable from the tip"),
};
static const struct fields ref_fact_fields = {"refFact", sizeof(struct ref_fact),
					      FIELDS_OF(ref_fact_rows),
					      "A branch that may be deployed."};

static const struct field freeze_fact_rows[] = {
	ROW(freeze_fact, from_local, "fromLocal", FIELD_TEXT, .meaning = "as in the policy"),
	ROW(freeze_fact, to_local, "toLocal", FIELD_TEXT, .meaning = "as in the policy"),
	ROW(freeze_fact, zone, "zone", FIELD_TEXT, .meaning = "IANA time zone"),
	ROW(freeze_fact, zone_sha256, "zoneSha256", FIELD_TEXT, .optional = true,
	    .meaning = "of the zone file that was used; absent for UTC"),
	ROW(freeze_fact, from, "from", FIELD_INSTANT, .meaning = "first instant of the freeze"),
	ROW(freeze_fact, to, "to", FIELD_INSTANT, .meaning = "first instant after it"),
	ROW(freeze_fact, problem, "problem", FIELD_TEXT, .optional = true,
	    .meaning = "why the times could not be resolved"),
};
static const struct fields freeze_fact_fields = {"freezeFact", sizeof(struct freeze_fact),
						 FIELDS_OF(freeze_fact_rows),
						 "A freeze window of the policy, in UTC."};

static const struct field placed_rows[] = {
	ROW(placed, record, "record", FIELD_TEXT, .meaning = "sha256 of its payload"),
	ROW(placed, record_id, "recordId", FIELD_TEXT, .meaning = "its label"),
	ROW(placed, index, "index", FIELD_INTEGER, .meaning = "its leaf in the ledger"),
	ROW(placed, sequence, "sequence", FIELD_INTEGER, .meaning = "its place in the chain"),
	ROW(placed, kind, "kind", FIELD_TEXT, .meaning = "recordKind"),
	ROW(placed, commit, "commit", FIELD_TEXT, .meaning = "what it deployed"),
	ROW(placed, artifact, "artifact", FIELD_TEXT, .optional = true,
	    .meaning = "sha256:... of what it deployed"),
	ROW(placed, time, "time", FIELD_INSTANT, .meaning = "when it was judged"),
};
const struct fields placed_fields = {"placed", sizeof(struct placed), FIELDS_OF(placed_rows),
				     "An earlier record, as far as verdicts need it."};

static const struct field promotion_rows[] = {
	ROW(promotion, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
	    .meaning = "whether earlier records could be read"),
	ROW(promotion, environment, "environment", FIELD_TEXT,
	    .meaning = "the environment to pass before"),
	ROW(promotion, passed, "passed", FIELD_OPTIONAL, .of = &placed_fields, .optional = true,
	    .meaning = "its passing record of the same commit"),
};
static const struct fields promotion_fields = {"promotion", sizeof(struct promotion),
					       FIELDS_OF(promotion_rows),
					       "Was this deployed to the environment before?"};

static const struct field environment_rows[] = {
	ROW(environment_facts, refs, "refs", FIELD_OBJECTS, .of = &ref_fact_fields,
	    .meaning = "branches that may be deployed"),
	ROW(environment_facts, freezes, "freezes", FIELD_OBJECTS, .of = &freeze_fact_fields,
	    .meaning = "freeze windows, one for each of the policy"),
	ROW(environment_facts, promotion, "promotion", FIELD_OPTIONAL, .of = &promotion_fields,
	    .optional = true, .meaning = "absent if the policy asks for none"),
	ROW(environment_facts, rollback, "rollback", FIELD_OPTIONAL, .of = &placed_fields,
	    .optional = true, .meaning = "earlier passing record of this key and commit"),
};
static const struct fields environment_facts_fields = {
	"environmentFacts", sizeof(struct environment_facts), FIELDS_OF(environment_rows),
	"What is known of the environment."};

static const struct field deployment_rows[] = {
	ROW(deployment, artifact, "artifact", FIELD_TEXT, .optional = true,
	    .meaning = "sha256:... of what is deployed, as given on the command line"),
};
static const struct fields deployment_fields = {"deployment", sizeof(struct deployment),
						FIELDS_OF(deployment_rows), "What is deployed."};

static const struct field setting_rows[] = {
	ROW(setting, name, "name", FIELD_TEXT, .meaning = "flag or variable"),
	ROW(setting, value, "value", FIELD_TEXT, .meaning = "its value"),
	ROW(setting, origin, "origin", FIELD_TEXT, .meaning = "flag or environment"),
};
static const struct fields setting_fields = {"setting", sizeof(struct setting),
					     FIELDS_OF(setting_rows),
					     "A setting that touches the verdict."};

static const struct field invocation_rows[] = {
	ROW(invocation, provider, "provider", FIELD_TEXT, .meaning = "where the gate ran"),
	ROW(invocation, baseline, "baseline", FIELD_BOOLEAN, .meaning = "--baseline was given"),
	ROW(invocation, settings, "settings", FIELD_OBJECTS, .of = &setting_fields,
	    .meaning = "flags and variables that touch the verdict"),
};
static const struct fields invocation_fields = {"invocation", sizeof(struct invocation),
						FIELDS_OF(invocation_rows),
						"How the gate was run."};

static const struct field ledger_rows[] = {
	ROW(ledger_facts, origin, "origin", FIELD_TEXT, .meaning = "the ledger's name"),
	ROW(ledger_facts, size, "size", FIELD_INTEGER, .meaning = "leaves when it was read"),
	ROW(ledger_facts, root, "root", FIELD_TEXT, .meaning = "its root hash, in hex"),
	ROW(ledger_facts, previous_record, "previousRecord", FIELD_TEXT, .optional = true,
	    .meaning = "last record of this key, whatever its result"),
	ROW(ledger_facts, sequence, "sequence", FIELD_INTEGER,
	    .meaning = "place of the coming record in its chain"),
	ROW(ledger_facts, in_place, "inPlace", FIELD_OPTIONAL, .of = &placed_fields,
	    .optional = true, .meaning = "what is deployed now, by the ledger"),
};
static const struct fields ledger_facts_fields = {"ledgerFacts", sizeof(struct ledger_facts),
						  FIELDS_OF(ledger_rows),
						  "The ledger as read and verified before."};

static const struct field policy_source_rows[] = {
	ROW(policy_source, kind, "kind", FIELD_CHOICE, .choices = policy_source_names,
	    .meaning = "a protected ref, or a file that was named"),
	ROW(policy_source, ref, "ref", FIELD_TEXT, .optional = true,
	    .meaning = "full name of the ref"),
	ROW(policy_source, branch, "branch", FIELD_TEXT, .optional = true,
	    .meaning = "its short name"),
	ROW(policy_source, commit, "commit", FIELD_TEXT, .optional = true, .meaning = "its tip"),
	ROW(policy_source, path, "path", FIELD_TEXT, .meaning = "the file"),
	ROW(policy_source, sha256, "sha256", FIELD_TEXT, .meaning = "of the file as it was read"),
};
static const struct fields policy_source_fields = {"policySource", sizeof(struct policy_source),
						   FIELDS_OF(policy_source_rows),
						   "Where a policy was read."};

static const struct field previous_policy_rows[] = {
	ROW(previous_policy, digest, "digest", FIELD_TEXT, .meaning = "sha256 of bytes"),
	ROW(previous_policy, bytes, "bytes", FIELD_TEXT, .meaning = "the effective policy"),
	ROW(previous_policy, source, "source", FIELD_OBJECT, .of = &policy_source_fields,
	    .meaning = "where it was read"),
};
static const struct fields previous_policy_fields = {
	"previousPolicy", sizeof(struct previous_policy), FIELDS_OF(previous_policy_rows),
	"The policy of the record in place."};

static const struct field policy_facts_rows[] = {
	ROW(policy_facts, digest, "digest", FIELD_TEXT, .meaning = "sha256 of bytes"),
	ROW(policy_facts, bytes, "bytes", FIELD_TEXT,
	    .meaning = "the effective policy as deterministic JSON"),
	ROW(policy_facts, source, "source", FIELD_OBJECT, .of = &policy_source_fields,
	    .meaning = "where it was read"),
	ROW(policy_facts, previous, "previous", FIELD_OPTIONAL, .of = &previous_policy_fields,
	    .optional = true, .meaning = "the policy of the record in place"),
};
static const struct fields policy_facts_fields = {"policyFacts", sizeof(struct policy_facts),
						  FIELDS_OF(policy_facts_rows),
						  "The policy that the verdict follows."};

static const struct field source_rows[] = {
	ROW(source, kept_by, "system", FIELD_TEXT, .meaning = "git or file"),
	ROW(source, name, "name", FIELD_TEXT, .meaning = "what was read"),
	ROW(source, reference, "reference", FIELD_TEXT, .meaning = "blob id or path"),
	ROW(source, sha256, "sha256", FIELD_TEXT, .meaning = "of the bytes"),
};
static const struct fields source_fields = {"source", sizeof(struct source), FIELDS_OF(source_rows),
					    "Anything else that was read."};

static const struct field evidence_rows[] = {
	ROW(evidence, schema, "schema", FIELD_TEXT, .meaning = EVIDENCE_SCHEMA),
	ROW(evidence, record_id, "recordId", FIELD_TEXT, .meaning = "ULID: a label"),
	ROW(evidence, now, "now", FIELD_OBJECT, .of = &now_fields, .meaning = "the time"),
	ROW(evidence, change, "change", FIELD_OBJECT, .of = &change_fields,
	    .meaning = "what the deploy would bring"),
	ROW(evidence, reviews, "reviews", FIELD_OBJECT, .of = &reviews_fields,
	    .meaning = "approvals"),
	ROW(evidence, tickets, "tickets", FIELD_OBJECT, .of = &tickets_fields,
	    .meaning = "mentions of tickets"),
	ROW(evidence, tests, "tests", FIELD_OBJECT, .of = &tests_fields, .meaning = "test results"),
	ROW(evidence, environment, "environment", FIELD_OBJECT, .of = &environment_facts_fields,
	    .meaning = "branches, freezes, promotion"),
	ROW(evidence, deployment, "deployment", FIELD_OBJECT, .of = &deployment_fields,
	    .meaning = "what is deployed"),
	ROW(evidence, invocation, "invocation", FIELD_OBJECT, .of = &invocation_fields,
	    .meaning = "how the gate was run"),
	ROW(evidence, ledger, "ledger", FIELD_OBJECT, .of = &ledger_facts_fields,
	    .meaning = "the ledger before this record"),
	ROW(evidence, policy, "policy", FIELD_OBJECT, .of = &policy_facts_fields,
	    .meaning = "the policy"),
	ROW(evidence, sources, "sources", FIELD_OBJECTS, .of = &source_fields,
	    .meaning = "anything else that was read"),
};
const struct fields evidence_fields = {"evidence", sizeof(struct evidence),
				       FIELDS_OF(evidence_rows),
				       "All facts that a verdict rests on."};
