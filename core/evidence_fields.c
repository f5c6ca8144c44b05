/* SPDX-License-Identifier: Apache-2.0 */
/* How does the evidence document look? The field tables of core/evidence.h. */
#include "core/evidence.h"

#include "core/provenance.h"

const char *const policy_source_names[] = {"file", "ref", NULL};

static const struct field now_rows[] = {
	FIELD_ROW(now, time, "time", FIELD_INSTANT, .meaning = "the one time that time rules see"),
	FIELD_ROW(now, source, "source", FIELD_TEXT, .meaning = "whose clock it is"),
};
static const struct fields now_fields = {"now", sizeof(struct now), FIELDS_OF(now_rows),
					 "When the evidence was collected."};

static const char *const content_names[] = {"own", "squashed", "rebased", "differs", "spent", NULL};

static const struct field approval_rows[] = {
	FIELD_ROW(approval, person, "person", FIELD_OBJECT, .of = &person_fields,
		  .meaning = "who approved"),
	FIELD_ROW(approval, grade, "grade", FIELD_CHOICE, .choices = grade_names,
		  .meaning = "how good the fact is"),
	FIELD_ROW(approval, source, "source", FIELD_TEXT,
		  .meaning = "where it was found: trailer, merge (the signature under one) or tag"),
	FIELD_ROW(approval, commit, "commit", FIELD_TEXT,
		  .meaning = "what is approved; of a merge, all that it brought"),
	FIELD_ROW(approval, text, "text", FIELD_TEXT, .meaning = "exactly as found"),
	FIELD_ROW(approval, tag, "tag", FIELD_TEXT, .optional = true,
		  .meaning = "id of the tag object"),
	FIELD_ROW(approval, head, "head", FIELD_TEXT, .optional = true,
		  .meaning = "what the tag names, where that was squashed or rebased to commit"),
	FIELD_ROW(approval, content, "content", FIELD_CHOICE, .choices = content_names,
		  .optional = true,
		  .meaning = "how the content of head compares with that of commit"),
	FIELD_ROW(approval, contributor_count, "contributorCount", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of contributors"),
	FIELD_ROW(approval, contributors, "contributors", FIELD_OBJECTS, .of = &person_fields,
		  .optional = true, .meaning = "whoever contributed to head"),
	FIELD_ROW(approval, authors_verified, "authorsVerified", FIELD_BOOLEAN, .optional = true,
		  .meaning = "each commit of head is signed by its author"),
	FIELD_ROW(approval, signature, "signature", FIELD_OPTIONAL, .of = &signature_fields,
		  .optional = true, .meaning = "of a merge or tag"),
};
static const struct fields approval_fields = {"approval", sizeof(struct approval),
					      FIELDS_OF(approval_rows),
					      "One approval, not yet judged."};

static const struct field reviews_rows[] = {
	FIELD_ROW(reviews, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
		  .meaning = "whether reviews could be read"),
	FIELD_ROW(reviews, approvals, "approvals", FIELD_OBJECTS, .of = &approval_fields,
		  .meaning = "all approvals found"),
};
static const struct fields reviews_fields = {"reviews", sizeof(struct reviews),
					     FIELDS_OF(reviews_rows), "Who approved what."};

static const struct field ticket_reference_rows[] = {
	FIELD_ROW(ticket_reference, key, "key", FIELD_TEXT,
		  .meaning = "the ticket, such as PAY-311"),
	FIELD_ROW(ticket_reference, source, "source", FIELD_TEXT,
		  .meaning = "where it was found: subject or trailer"),
	FIELD_ROW(ticket_reference, commit, "commit", FIELD_TEXT,
		  .meaning = "the commit that names it"),
	FIELD_ROW(ticket_reference, text, "text", FIELD_TEXT, .meaning = "exactly as found"),
	FIELD_ROW(ticket_reference, grade, "grade", FIELD_CHOICE, .choices = grade_names,
		  .meaning = "how good the fact is"),
};
static const struct fields ticket_reference_fields = {
	"ticketReference", sizeof(struct ticket_reference), FIELDS_OF(ticket_reference_rows),
	"One mention of a ticket."};

static const struct field tickets_rows[] = {
	FIELD_ROW(tickets, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
		  .meaning = "whether tickets could be read"),
	FIELD_ROW(tickets, reference_count, "referenceCount", FIELD_INTEGER, .optional = true,
		  .meaning = "equals the length of references"),
	FIELD_ROW(tickets, references, "references", FIELD_OBJECTS, .of = &ticket_reference_fields,
		  .meaning = "all mentions, whatever their project"),
	FIELD_ROW(tickets, tracker, "tracker", FIELD_OPTIONAL, .of = &tracker_fields,
		  .optional = true, .meaning = "absent where the policy names no tracker"),
};
static const struct fields tickets_fields = {"tickets", sizeof(struct tickets),
					     FIELDS_OF(tickets_rows), "Which tickets are named."};

static const struct field test_report_rows[] = {
	FIELD_ROW(test_report, path, "path", FIELD_TEXT, .meaning = "relative to the work tree"),
	FIELD_ROW(test_report, sha256, "sha256", FIELD_TEXT, .optional = true,
		  .meaning = "of the file; absent if it could not be read"),
	FIELD_ROW(test_report, tests, "tests", FIELD_INTEGER, .meaning = "test cases in the file"),
	FIELD_ROW(test_report, failures, "failures", FIELD_INTEGER, .meaning = "cases that failed"),
	FIELD_ROW(test_report, errors, "errors", FIELD_INTEGER, .meaning = "cases that broke"),
	FIELD_ROW(test_report, skipped, "skipped", FIELD_INTEGER,
		  .meaning = "cases that did not run"),
	FIELD_ROW(test_report, problem, "problem", FIELD_TEXT, .optional = true,
		  .meaning = "why the file is no evidence"),
};
static const struct fields test_report_fields = {"testReport", sizeof(struct test_report),
						 FIELDS_OF(test_report_rows),
						 "One JUnit file, counted case by case."};

static const struct field test_statement_rows[] = {
	FIELD_ROW(test_statement, path, "path", FIELD_TEXT, .meaning = "relative to the work tree"),
	FIELD_ROW(test_statement, bytes, "bytes", FIELD_TEXT, .optional = true,
		  .meaning = "verbatim; absent if it could not be read"),
	FIELD_ROW(test_statement, armoured, "armoured", FIELD_TEXT, .optional = true,
		  .meaning = "its signature, verbatim; absent if it could not be read"),
	FIELD_ROW(test_statement, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "what it says was tested"),
	FIELD_ROW(test_statement, covers_reports, "coversReports", FIELD_BOOLEAN,
		  .meaning = "it names every report with the digest that was found"),
	FIELD_ROW(test_statement, signature, "signature", FIELD_OPTIONAL, .of = &signature_fields,
		  .optional = true, .meaning = "of the statement"),
	FIELD_ROW(test_statement, problem, "problem", FIELD_TEXT, .optional = true,
		  .meaning = "why it is no evidence"),
};
static const struct fields test_statement_fields = {
	"testStatement", sizeof(struct test_statement), FIELDS_OF(test_statement_rows),
	"A signed statement about test reports and the commit they are of."};

static const struct field test_result_rows[] = {
	FIELD_ROW(test_result, junit, "junit", FIELD_TEXT, .optional = true,
		  .meaning = "the requirement's glob; absent: its checks are the forge's"),
	FIELD_ROW(test_result, report_count, "reportCount", FIELD_INTEGER,
		  .meaning = "files found; equals the length of reports"),
	FIELD_ROW(test_result, reports, "reports", FIELD_OBJECTS, .of = &test_report_fields,
		  .meaning = "the files, by path"),
	FIELD_ROW(test_result, grade, "grade", FIELD_CHOICE, .choices = grade_names,
		  .meaning = "how good the fact is"),
	FIELD_ROW(test_result, statement, "statement", FIELD_OPTIONAL, .of = &test_statement_fields,
		  .optional = true, .meaning = "absent if the policy names none"),
};
static const struct fields test_result_fields = {"testResult", sizeof(struct test_result),
						 FIELDS_OF(test_result_rows),
						 "What was found for one required test."};

static const struct field work_tree_rows[] = {
	FIELD_ROW(work_tree, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
		  .meaning = "whether the work tree could be compared"),
	FIELD_ROW(work_tree, matches, "matches", FIELD_BOOLEAN,
		  .meaning = "it equals the deployed commit, ignored files and reports aside"),
	FIELD_ROW(work_tree, differing, "differing", FIELD_INTEGER, .meaning = "files that differ"),
	FIELD_ROW(work_tree, examples, "examples", FIELD_TEXTS, .meaning = "at most ten of them"),
};
static const struct fields work_tree_fields = {"workTree", sizeof(struct work_tree),
					       FIELDS_OF(work_tree_rows),
					       "What the tests ran on, as far as can be seen."};

static const struct field tests_rows[] = {
	FIELD_ROW(tests, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
		  .meaning = "whether test results could be read"),
	FIELD_ROW(tests, work_tree, "workTree", FIELD_OBJECT, .of = &work_tree_fields,
		  .meaning = "local reports count only if it matches the commit"),
	FIELD_ROW(tests, results, "results", FIELD_OBJECTS, .of = &test_result_fields,
		  .meaning = "one for each required test, in the policy's order"),
};
static const struct fields tests_fields = {"tests", sizeof(struct tests), FIELDS_OF(tests_rows),
					   "Which tests ran, and how they ended."};

static const struct field ref_fact_rows[] = {
	FIELD_ROW(ref_fact, name, "name", FIELD_TEXT, .meaning = "branch name, such as main"),
	FIELD_ROW(ref_fact, ref, "ref", FIELD_TEXT, .meaning = "full name of the ref"),
	FIELD_ROW(ref_fact, commit, "commit", FIELD_TEXT, .meaning = "its tip"),
	FIELD_ROW(ref_fact, contains, "contains", FIELD_BOOLEAN,
		  .meaning = "the deployed commit is reachable from the tip"),
};
static const struct fields ref_fact_fields = {"refFact", sizeof(struct ref_fact),
					      FIELDS_OF(ref_fact_rows),
					      "A branch that may be deployed."};

static const struct field freeze_fact_rows[] = {
	FIELD_ROW(freeze_fact, from_local, "fromLocal", FIELD_TEXT, .meaning = "as in the policy"),
	FIELD_ROW(freeze_fact, to_local, "toLocal", FIELD_TEXT, .meaning = "as in the policy"),
	FIELD_ROW(freeze_fact, zone, "zone", FIELD_TEXT, .meaning = "IANA time zone"),
	FIELD_ROW(freeze_fact, zone_sha256, "zoneSha256", FIELD_TEXT, .optional = true,
		  .meaning = "of the zone file that was used; absent for UTC"),
	FIELD_ROW(freeze_fact, from, "from", FIELD_INSTANT,
		  .meaning = "first instant of the freeze"),
	FIELD_ROW(freeze_fact, to, "to", FIELD_INSTANT, .meaning = "first instant after it"),
	FIELD_ROW(freeze_fact, problem, "problem", FIELD_TEXT, .optional = true,
		  .meaning = "why the times could not be resolved"),
};
static const struct fields freeze_fact_fields = {"freezeFact", sizeof(struct freeze_fact),
						 FIELDS_OF(freeze_fact_rows),
						 "A freeze window of the policy, in UTC."};

static const struct field placed_rows[] = {
	FIELD_ROW(placed, record, "record", FIELD_TEXT, .meaning = "sha256 of its payload"),
	FIELD_ROW(placed, record_id, "recordId", FIELD_TEXT, .meaning = "its label"),
	FIELD_ROW(placed, index, "index", FIELD_INTEGER, .meaning = "its leaf in the ledger"),
	FIELD_ROW(placed, sequence, "sequence", FIELD_INTEGER, .meaning = "its place in the chain"),
	FIELD_ROW(placed, kind, "kind", FIELD_TEXT, .meaning = "recordKind"),
	FIELD_ROW(placed, commit, "commit", FIELD_TEXT, .meaning = "what it deployed"),
	FIELD_ROW(placed, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of what it deployed"),
	FIELD_ROW(placed, time, "time", FIELD_INSTANT, .meaning = "when it was judged"),
};
const struct fields placed_fields = {"placed", sizeof(struct placed), FIELDS_OF(placed_rows),
				     "An earlier record, as far as verdicts need it."};

static const struct field promotion_rows[] = {
	FIELD_ROW(promotion, availability, "availability", FIELD_OBJECT, .of = &availability_fields,
		  .meaning = "whether earlier records could be read"),
	FIELD_ROW(promotion, environment, "environment", FIELD_TEXT,
		  .meaning = "the environment to pass before"),
	FIELD_ROW(promotion, passed, "passed", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true, .meaning = "its passing record of the same commit"),
	FIELD_ROW(promotion, included, "included", FIELD_INSTANT, .optional = true,
		  .meaning = "when that was in the ledger at the earliest"),
};
static const struct fields promotion_fields = {"promotion", sizeof(struct promotion),
					       FIELDS_OF(promotion_rows),
					       "Was this deployed to the environment before?"};

static const struct field origin_ref_rows[] = {
	FIELD_ROW(origin_ref, name, "name", FIELD_TEXT, .meaning = "branch name, such as main"),
	FIELD_ROW(origin_ref, commit, "commit", FIELD_TEXT, .meaning = "its tip at the origin"),
	FIELD_ROW(origin_ref, contains, "contains", FIELD_BOOLEAN,
		  .meaning = "the deployed commit is reachable from that tip in this clone"),
	FIELD_ROW(origin_ref, contains_policy, "containsPolicy", FIELD_BOOLEAN,
		  .meaning = "so is the commit that the policy was read from"),
};
static const struct fields origin_ref_fields = {"originRef", sizeof(struct origin_ref),
						FIELDS_OF(origin_ref_rows),
						"A branch as the origin itself has it."};

static const struct field origin_rows[] = {
	FIELD_ROW(origin_facts, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields,
		  .meaning = "not-asked where the ledger is not at the origin"),
	FIELD_ROW(origin_facts, remote, "remote", FIELD_BOOLEAN,
		  .meaning = "the clone has an origin"),
	FIELD_ROW(origin_facts, host, "host", FIELD_TEXT, .optional = true,
		  .meaning = "that answered; absent for a path"),
	FIELD_ROW(origin_facts, refs, "refs", FIELD_OBJECTS, .of = &origin_ref_fields,
		  .meaning = "branches that the policy names"),
};
static const struct fields origin_fields = {"origin", sizeof(struct origin_facts),
					    FIELDS_OF(origin_rows),
					    "What the origin says of its branches."};

static const struct field environment_rows[] = {
	FIELD_ROW(environment_facts, refs, "refs", FIELD_OBJECTS, .of = &ref_fact_fields,
		  .meaning = "branches that may be deployed"),
	FIELD_ROW(environment_facts, origin, "origin", FIELD_OBJECT, .of = &origin_fields,
		  .meaning = "the same branches, as the origin says"),
	FIELD_ROW(environment_facts, freezes, "freezes", FIELD_OBJECTS, .of = &freeze_fact_fields,
		  .meaning = "freeze windows, one for each of the policy"),
	FIELD_ROW(environment_facts, promotion, "promotion", FIELD_OPTIONAL,
		  .of = &promotion_fields, .optional = true,
		  .meaning = "absent if the policy asks for none"),
	FIELD_ROW(environment_facts, rollback, "rollback", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true, .meaning = "earlier passing record of this key and commit"),
};
static const struct fields environment_facts_fields = {
	"environmentFacts", sizeof(struct environment_facts), FIELDS_OF(environment_rows),
	"What is known of the environment."};

static const struct field deployment_rows[] = {
	FIELD_ROW(deployment, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of what is deployed, as given on the command line"),
	FIELD_ROW(deployment, provenance, "provenance", FIELD_OPTIONAL, .of = &provenance_fields,
		  .optional = true, .meaning = "of the artefact; absent if none was given"),
	FIELD_ROW(deployment, targets, "targets", FIELD_TEXTS, .optional = true,
		  .meaning = "regions or clusters, as given on the command line"),
	FIELD_ROW(deployment, account, "account", FIELD_TEXT, .optional = true,
		  .meaning = "cloud account or cluster, as given on the command line"),
	FIELD_ROW(deployment, ticket, "ticket", FIELD_TEXT, .optional = true,
		  .meaning = "key of the ticket or incident of a rollback, as given"),
	FIELD_ROW(deployment, named, "named", FIELD_OPTIONAL, .of = &workload_files_fields,
		  .optional = true,
		  .meaning = "which files of the deployed commit name the artefact, where the "
			     "policy has promotions"),
};
static const struct fields deployment_fields = {"deployment", sizeof(struct deployment),
						FIELDS_OF(deployment_rows), "What is deployed."};

static const struct field setting_rows[] = {
	FIELD_ROW(setting, name, "name", FIELD_TEXT, .meaning = "flag or variable"),
	FIELD_ROW(setting, value, "value", FIELD_TEXT, .meaning = "its value"),
	FIELD_ROW(setting, origin, "origin", FIELD_TEXT, .meaning = "flag or environment"),
};
static const struct fields setting_fields = {"setting", sizeof(struct setting),
					     FIELDS_OF(setting_rows),
					     "A setting that touches the verdict."};

static const struct field invocation_rows[] = {
	FIELD_ROW(invocation, provider, "provider", FIELD_TEXT, .meaning = "where the gate ran"),
	FIELD_ROW(invocation, baseline, "baseline", FIELD_BOOLEAN,
		  .meaning = "--baseline was given"),
	FIELD_ROW(invocation, settings, "settings", FIELD_OBJECTS, .of = &setting_fields,
		  .meaning = "flags and variables that touch the verdict"),
};
static const struct fields invocation_fields = {"invocation", sizeof(struct invocation),
						FIELDS_OF(invocation_rows),
						"How the gate was run."};

static const struct field test_totals_rows[] = {
	FIELD_ROW(test_totals, junit, "junit", FIELD_TEXT, .meaning = "the requirement's glob"),
	FIELD_ROW(test_totals, executed, "executed", FIELD_INTEGER, .meaning = "cases that ran"),
	FIELD_ROW(test_totals, skipped, "skipped", FIELD_INTEGER,
		  .meaning = "cases that did not run"),
};
static const struct fields test_totals_fields = {"testTotals", sizeof(struct test_totals),
						 FIELDS_OF(test_totals_rows),
						 "The reports of a required test, added up."};

static const struct field ledger_rows[] = {
	FIELD_ROW(ledger_facts, origin, "origin", FIELD_TEXT, .meaning = "the ledger's name"),
	FIELD_ROW(ledger_facts, size, "size", FIELD_INTEGER, .meaning = "leaves when it was read"),
	FIELD_ROW(ledger_facts, root, "root", FIELD_TEXT, .meaning = "its root hash, in hex"),
	FIELD_ROW(ledger_facts, previous_record, "previousRecord", FIELD_TEXT, .optional = true,
		  .meaning = "last record of this key, whatever its result"),
	FIELD_ROW(ledger_facts, sequence, "sequence", FIELD_INTEGER,
		  .meaning = "place of the coming record in its chain"),
	FIELD_ROW(ledger_facts, repository_known, "repositoryKnown", FIELD_BOOLEAN,
		  .meaning = "it has an allowed record of this repository"),
	FIELD_ROW(ledger_facts, forge_id, "forgeId", FIELD_TEXT, .optional = true,
		  .meaning = "the forge's number of the repository, by earlier records"),
	FIELD_ROW(ledger_facts, in_place, "inPlace", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true, .meaning = "what is deployed now, by the ledger"),
	FIELD_ROW(ledger_facts, test_totals, "testTotals", FIELD_OBJECTS, .of = &test_totals_fields,
		  .optional = true, .meaning = "how many tests ran for that"),
	FIELD_ROW(ledger_facts, emergencies, "emergencies", FIELD_INTEGER, .optional = true,
		  .meaning = "of an emergency: how many went ahead before it this month (UTC)"),
	FIELD_ROW(ledger_facts, obligations, "obligations", FIELD_OPTIONAL,
		  .of = &open_obligations_fields, .optional = true,
		  .meaning = "what emergencies left to be done; absent where the policy knows no "
			     "emergencies and nothing is open"),
	FIELD_ROW(ledger_facts, artifacts, "artifacts", FIELD_OBJECTS,
		  .of = &artifact_record_fields, .optional = true,
		  .meaning = "that change requests move to, or from, where the policy asks"),
};
static const struct fields ledger_facts_fields = {"ledgerFacts", sizeof(struct ledger_facts),
						  FIELDS_OF(ledger_rows),
						  "The ledger as read and verified before."};

static const struct field policy_source_rows[] = {
	FIELD_ROW(policy_source, kind, "kind", FIELD_CHOICE, .choices = policy_source_names,
		  .meaning = "a protected ref, or a file that was named"),
	FIELD_ROW(policy_source, ref, "ref", FIELD_TEXT, .optional = true,
		  .meaning = "full name of the ref"),
	FIELD_ROW(policy_source, branch, "branch", FIELD_TEXT, .optional = true,
		  .meaning = "its short name"),
	FIELD_ROW(policy_source, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "its tip"),
	FIELD_ROW(policy_source, path, "path", FIELD_TEXT, .meaning = "the file"),
	FIELD_ROW(policy_source, sha256, "sha256", FIELD_TEXT,
		  .meaning = "of the file as it was read"),
};
static const struct fields policy_source_fields = {"policySource", sizeof(struct policy_source),
						   FIELDS_OF(policy_source_rows),
						   "Where a policy was read."};

static const struct field previous_policy_rows[] = {
	FIELD_ROW(previous_policy, digest, "digest", FIELD_TEXT, .meaning = "sha256 of bytes"),
	FIELD_ROW(previous_policy, bytes, "bytes", FIELD_TEXT, .meaning = "the effective policy"),
	FIELD_ROW(previous_policy, source, "source", FIELD_OBJECT, .of = &policy_source_fields,
		  .meaning = "where it was read"),
};
static const struct fields previous_policy_fields = {
	"previousPolicy", sizeof(struct previous_policy), FIELDS_OF(previous_policy_rows),
	"The policy of the record in place."};

static const struct field policy_facts_rows[] = {
	FIELD_ROW(policy_facts, digest, "digest", FIELD_TEXT, .meaning = "sha256 of bytes"),
	FIELD_ROW(policy_facts, bytes, "bytes", FIELD_TEXT,
		  .meaning = "the effective policy as deterministic JSON"),
	FIELD_ROW(policy_facts, source, "source", FIELD_OBJECT, .of = &policy_source_fields,
		  .meaning = "where it was read"),
	FIELD_ROW(policy_facts, head_digest, "headDigest", FIELD_TEXT, .optional = true,
		  .meaning = "of the policy at the deployed commit"),
	FIELD_ROW(policy_facts, previous, "previous", FIELD_OPTIONAL, .of = &previous_policy_fields,
		  .optional = true,
		  .meaning = "the policy in force: of the record in place, or of the repository"),
};
static const struct fields policy_facts_fields = {"policyFacts", sizeof(struct policy_facts),
						  FIELDS_OF(policy_facts_rows),
						  "The policy that the verdict follows."};

static const struct field source_rows[] = {
	FIELD_ROW(source, kept_by, "system", FIELD_TEXT, .meaning = "git, file or a forge"),
	FIELD_ROW(source, name, "name", FIELD_TEXT, .meaning = "what was read"),
	FIELD_ROW(source, reference, "reference", FIELD_TEXT,
		  .meaning = "blob id or path; of a request, its host"),
	FIELD_ROW(source, sha256, "sha256", FIELD_TEXT, .meaning = "of the bytes"),
	FIELD_ROW(source, status, "status", FIELD_INTEGER, .optional = true,
		  .meaning = "of the answer over http"),
	FIELD_ROW(source, time, "time", FIELD_INSTANT, .optional = true,
		  .meaning = "when it was asked"),
	FIELD_ROW(source, peer, "peer", FIELD_TEXT, .optional = true,
		  .meaning = "sha256 of the public key of the server"),
	FIELD_ROW(source, proxy, "proxy", FIELD_TEXT, .optional = true,
		  .meaning = "that it went through"),
	FIELD_ROW(source, authorities, "authorities", FIELD_TEXT, .optional = true,
		  .meaning = "certificates that were trusted instead of the system's"),
};
static const struct fields source_fields = {"source", sizeof(struct source), FIELDS_OF(source_rows),
					    "Anything else that was read."};

static const struct field evidence_rows[] = {
	FIELD_ROW(evidence, schema, "schema", FIELD_TEXT, .meaning = EVIDENCE_SCHEMA),
	FIELD_ROW(evidence, record_id, "recordId", FIELD_TEXT, .meaning = "ULID: a label"),
	FIELD_ROW(evidence, now, "now", FIELD_OBJECT, .of = &now_fields, .meaning = "the time"),
	FIELD_ROW(evidence, change, "change", FIELD_OBJECT, .of = &change_fields,
		  .meaning = "what the deploy would bring"),
	FIELD_ROW(evidence, reviews, "reviews", FIELD_OBJECT, .of = &reviews_fields,
		  .meaning = "approvals"),
	FIELD_ROW(evidence, tickets, "tickets", FIELD_OBJECT, .of = &tickets_fields,
		  .meaning = "mentions of tickets"),
	FIELD_ROW(evidence, tests, "tests", FIELD_OBJECT, .of = &tests_fields,
		  .meaning = "test results"),
	FIELD_ROW(evidence, environment, "environment", FIELD_OBJECT,
		  .of = &environment_facts_fields, .meaning = "branches, freezes, promotion"),
	FIELD_ROW(evidence, deployment, "deployment", FIELD_OBJECT, .of = &deployment_fields,
		  .meaning = "what is deployed"),
	FIELD_ROW(evidence, invocation, "invocation", FIELD_OBJECT, .of = &invocation_fields,
		  .meaning = "how the gate was run"),
	FIELD_ROW(evidence, ledger, "ledger", FIELD_OBJECT, .of = &ledger_facts_fields,
		  .meaning = "the ledger before this record"),
	FIELD_ROW(evidence, policy, "policy", FIELD_OBJECT, .of = &policy_facts_fields,
		  .meaning = "the policy"),
	FIELD_ROW(evidence, forge, "forge", FIELD_OPTIONAL, .of = &forge_fields, .optional = true,
		  .meaning = "absent where the policy names no forge"),
	FIELD_ROW(evidence, emergency, "emergency", FIELD_OPTIONAL, .of = &emergency_facts_fields,
		  .optional = true, .meaning = "absent unless this is an emergency"),
	FIELD_ROW(evidence, retro, "retro", FIELD_OPTIONAL, .of = &retro_facts_fields,
		  .optional = true, .meaning = "absent unless this is a retro"),
	FIELD_ROW(evidence, platform, "platform", FIELD_OPTIONAL, .of = &platform_fields,
		  .optional = true, .meaning = "absent where the policy asks for no proof"),
	FIELD_ROW(evidence, sources, "sources", FIELD_OBJECTS, .of = &source_fields,
		  .meaning = "anything else that was read"),
};
const struct fields evidence_fields = {"evidence", sizeof(struct evidence),
				       FIELDS_OF(evidence_rows),
				       "All facts that a verdict rests on."};
