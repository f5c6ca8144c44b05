/* SPDX-License-Identifier: Apache-2.0 */
/* How does a workpaper look to tools that read OSCAL? See oscal.h. */
#include "audit/oscal.h"

#include <string.h>

#include "audit/plan.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define NAMESPACE "https://changegate.dev/ns/oscal"
#define OBJECTIVE "changegate-attribute-"

/* A document in the making; `comma` says whether a sibling came before. */
struct writer {
	struct arena *arena;
	struct buffer *out;
	const struct workpaper *workpaper;
	bool comma;
};

static void
open_with(struct writer *writer, const char *name, const char *bracket)
{
	if (writer->comma)
		buffer_add_byte(writer->out, ',');
	if (name) {
		json_write_text(writer->out, name);
		buffer_add_byte(writer->out, ':');
	}
	buffer_add_text(writer->out, bracket);
	writer->comma = false;
}

static void
close_with(struct writer *writer, const char *bracket)
{
	buffer_add_text(writer->out, bracket);
	writer->comma = true;
}

/* OSCAL's strings neither begin nor end with white space, and are not empty. */
static void
add_text(struct writer *writer, const char *name, const char *text)
{
	const char *shown = text_shown(writer->arena, text ? text : "");

	shown = text_trim(writer->arena, shown, strlen(shown));
	if (!*shown)
		return;
	open_with(writer, name, "");
	json_write_text(writer->out, shown);
	writer->comma = true;
}

/* RFC 9562, 5.5: SHA-1 of a namespace and a name. The namespace is that of URLs. */
static void
add_uuid(struct writer *writer, const char *name, const char *kind, const char *of)
{
	static const char url[] =
		"\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8";
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct sha1 digest;
	const uint8_t *b = digest.bytes;

	buffer_add(&bytes, url, sizeof(url) - 1);
	buffer_add_format(&bytes, NAMESPACE "/%s/%s/%s", kind, writer->workpaper->sample_sha256,
			  of);
	sha1(&digest, bytes.bytes, bytes.length);
	add_text(writer, name,
		 arena_format(writer->arena,
			      "%02x%02x%02x%02x-%02x%02x-5%01x%02x-%02x%02x-"
			      "%02x%02x%02x%02x%02x%02x",
			      b[0], b[1], b[2], b[3], b[4], b[5], b[6] & 0x0FU, b[7],
			      (b[8] & 0x3FU) | 0x80U, b[9], b[10], b[11], b[12], b[13], b[14],
			      b[15]));
}

static void
add_property(struct writer *writer, const char *name, const char *value)
{
	open_with(writer, NULL, "{");
	add_text(writer, "name", name);
	add_text(writer, "ns", NAMESPACE);
	add_text(writer, "value", value && *value ? value : "none");
	close_with(writer, "}");
}

static void
add_number(struct writer *writer, const char *name, int64_t value)
{
	add_property(writer, name, arena_format(writer->arena, "%lld", (long long)value));
}

static const char *
instant(struct writer *writer, int64_t value)
{
	char text[21];

	instant_format(text, value);
	return arena_text(writer->arena, text);
}

static void
add_metadata(struct writer *writer, const char *title)
{
	open_with(writer, "metadata", "{");
	add_text(writer, "title", title);
	add_text(writer, "last-modified", writer->workpaper->sample->sealed_at);
	add_text(writer, "version", writer->workpaper->sample_sha256);
	add_text(writer, "oscal-version", OSCAL_VERSION);
	add_text(writer, "remarks",
		 "Prepared by management from its change records. Not an opinion, and not the "
		 "result of an examination.");
	close_with(writer, "}");
}

static void
add_reviewed_controls(struct writer *writer)
{
	open_with(writer, "reviewed-controls", "{");
	open_with(writer, "control-selections", "[");
	open_with(writer, NULL, "{");
	open_with(writer, "include-controls", "[");
	open_with(writer, NULL, "{");
	add_text(writer, "control-id", "cc8.1");
	close_with(writer, "}");
	close_with(writer, "]");
	close_with(writer, "}");
	close_with(writer, "]");
	close_with(writer, "}");
}

/* ---- the plan ---- */

static void
add_activities(struct writer *writer)
{
	open_with(writer, "local-definitions", "{");
	open_with(writer, "activities", "[");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		open_with(writer, NULL, "{");
		add_uuid(writer, "uuid", "activity", attributes[i].code);
		add_text(writer, "title", attributes[i].code);
		add_text(writer, "description", attributes[i].wording);
		open_with(writer, "props", "[");
		add_property(writer, "criteria", attributes[i].criteria);
		close_with(writer, "]");
		close_with(writer, "}");
	}
	close_with(writer, "]");
	close_with(writer, "}");
}

static void
add_sample_properties(struct writer *writer)
{
	const struct sample *sample = writer->workpaper->sample;

	open_with(writer, "props", "[");
	add_number(writer, "population", sample->population);
	add_property(writer, "population-sha256", sample->ids_sha256);
	add_property(writer, "seal-record", sample->seal_record);
	add_property(writer, "method", sample->method);
	add_property(writer, "seed", sample->seed);
	add_number(writer, "size", sample->size);
	if (sample->plan && sample->plan->tolerable) {
		add_property(writer, "confidence",
			     rate_text(writer->arena, sample->plan->confidence));
		add_property(writer, "tolerable",
			     rate_text(writer->arena, sample->plan->tolerable));
		add_property(writer, "expected", rate_text(writer->arena, sample->plan->expected));
		add_number(writer, "allowed-deviations", sample->plan->allowed);
	}
	close_with(writer, "]");
}

static void
add_associated(struct writer *writer)
{
	open_with(writer, "associated-activities", "[");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		open_with(writer, NULL, "{");
		add_uuid(writer, "activity-uuid", "activity", attributes[i].code);
		open_with(writer, "subjects", "[");
		open_with(writer, NULL, "{");
		add_text(writer, "type", "inventory-item");
		open_with(writer, "include-all", "{");
		close_with(writer, "}");
		close_with(writer, "}");
		close_with(writer, "]");
		close_with(writer, "}");
	}
	close_with(writer, "]");
}

static void
add_task(struct writer *writer)
{
	open_with(writer, "tasks", "[");
	open_with(writer, NULL, "{");
	add_uuid(writer, "uuid", "task", "sample");
	add_text(writer, "type", "action");
	add_text(writer, "title", "Test a sample of deployments to production");
	add_sample_properties(writer);
	open_with(writer, "timing", "{");
	open_with(writer, "within-date-range", "{");
	add_text(writer, "start", instant(writer, writer->workpaper->population->from));
	add_text(writer, "end", instant(writer, writer->workpaper->population->to));
	close_with(writer, "}");
	close_with(writer, "}");
	add_associated(writer);
	close_with(writer, "}");
	close_with(writer, "]");
}

/* The plan has to name a system security plan; there is none here, and it says so. */
static void
add_no_plan(struct writer *writer)
{
	open_with(writer, "back-matter", "{");
	open_with(writer, "resources", "[");
	open_with(writer, NULL, "{");
	add_uuid(writer, "uuid", "resource", "ssp");
	add_text(writer, "title", "System security plan: not provided");
	close_with(writer, "}");
	close_with(writer, "]");
	close_with(writer, "}");
}

static void
finish(struct buffer *out, const struct buffer *document)
{
	json_indent(out, document->bytes, document->length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

void
oscal_write_plan(struct arena *arena, struct buffer *out, const struct workpaper *workpaper)
{
	RELEASED_BY(buffer_release) struct buffer document = {0};
	struct writer writer = {arena, &document, workpaper, false};

	open_with(&writer, NULL, "{");
	open_with(&writer, "assessment-plan", "{");
	add_uuid(&writer, "uuid", "plan", "");
	add_metadata(&writer, "Changes to production: plan of a test by sample");
	open_with(&writer, "import-ssp", "{");
	add_text(&writer, "href", "#system-security-plan-not-provided");
	close_with(&writer, "}");
	add_activities(&writer);
	add_reviewed_controls(&writer);
	add_task(&writer);
	add_no_plan(&writer);
	close_with(&writer, "}");
	close_with(&writer, "}");
	finish(out, &document);
}

/* ---- the results ---- */

static void
add_evidence(struct writer *writer, const struct workpaper_item *item)
{
	open_with(writer, "relevant-evidence", "[");
	open_with(writer, NULL, "{");
	add_text(writer, "href", item->evidence);
	add_text(writer, "description",
		 !item->evidence ? "No record of this deployment is in the ledger"
				 : arena_format(writer->arena, "%s, sha256 %s",
						is_unrecorded(item->item->record_id)
							? "Reconciliation that shows the deployment"
							: "Signed change record",
						item->envelope_sha256));
	close_with(writer, "}");
	close_with(writer, "]");
}

static void
add_observation(struct writer *writer, const struct workpaper_item *item)
{
	open_with(writer, NULL, "{");
	add_uuid(writer, "uuid", "observation", item->item->record_id);
	add_text(writer, "title", item->item->record_id);
	add_text(writer, "description",
		 arena_format(writer->arena,
			      "Deployment of %s to %s. Management's own test of the recorded "
			      "findings.",
			      item->service ? item->service : "an unknown service",
			      item->environment ? item->environment : "an unknown environment"));
	open_with(writer, "props", "[");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		add_property(writer, attributes[i].code, outcome_sign(item->outcomes[i].outcome));
	close_with(writer, "]");
	open_with(writer, "methods", "[");
	add_text(writer, NULL, "TEST");
	close_with(writer, "]");
	open_with(writer, "types", "[");
	add_text(writer, NULL, "control-objective");
	close_with(writer, "]");
	add_evidence(writer, item);
	add_text(writer, "collected", writer->workpaper->sample->sealed_at);
	close_with(writer, "}");
}

/* The numbers of all strata of one attribute. */
struct totals {
	int64_t tested, deviations;
};

static struct totals
totals_of(const struct attribute_evaluation *attribute)
{
	struct totals totals = {attribute->targeted, attribute->targeted_deviations};

	for (size_t i = 0; i < attribute->strata.count; i++) {
		totals.tested += attribute->strata.at[i].tested;
		totals.deviations += attribute->strata.at[i].deviations;
	}
	return totals;
}

static void
add_status(struct writer *writer, const struct totals *totals)
{
	bool satisfied = totals->tested && !totals->deviations;

	open_with(writer, "status", "{");
	add_text(writer, "state", satisfied ? "satisfied" : "not-satisfied");
	add_text(writer, "reason", satisfied ? "pass" : totals->tested ? "fail" : "other");
	close_with(writer, "}");
}

static void
add_related(struct writer *writer, size_t attribute)
{
	size_t start = writer->out->length;
	bool comma = writer->comma, any = false;

	open_with(writer, "related-observations", "[");
	for (size_t i = 0; i < writer->workpaper->items.count; i++) {
		const struct workpaper_item *item = &writer->workpaper->items.at[i];

		if (item->outcomes[attribute].outcome == OUTCOME_NOT_APPLICABLE)
			continue;
		open_with(writer, NULL, "{");
		add_uuid(writer, "observation-uuid", "observation", item->item->record_id);
		close_with(writer, "}");
		any = true;
	}
	close_with(writer, "]");
	if (any)
		return;
	writer->out->length = start; /* lists of OSCAL have at least one element */
	writer->out->bytes[start] = '\0';
	writer->comma = comma;
}

static void
add_finding(struct writer *writer, size_t attribute, const struct attribute_evaluation *evaluation)
{
	struct totals totals = totals_of(evaluation);

	open_with(writer, NULL, "{");
	add_uuid(writer, "uuid", "finding", attributes[attribute].code);
	add_text(writer, "title",
		 arena_format(writer->arena, "Management's own test of attribute %s",
			      attributes[attribute].code));
	add_text(writer, "description",
		 arena_format(writer->arena, "%s: %lld of %lld tested records deviate.",
			      attributes[attribute].wording, (long long)totals.deviations,
			      (long long)totals.tested));
	open_with(writer, "target", "{");
	add_text(writer, "type", "objective-id");
	add_text(writer, "target-id",
		 arena_format(writer->arena, OBJECTIVE "%s", attributes[attribute].code));
	add_status(writer, &totals);
	close_with(writer, "}");
	add_related(writer, attribute);
	close_with(writer, "}");
}

static void
add_result(struct writer *writer, const struct sample_evaluation *evaluation)
{
	open_with(writer, NULL, "{");
	add_uuid(writer, "uuid", "result", "");
	add_text(writer, "title", "Management's own test of a sample of deployments");
	add_text(writer, "description",
		 "What the signed change records say of each attribute. The auditor's results are "
		 "elsewhere.");
	add_text(writer, "start", instant(writer, writer->workpaper->population->from));
	add_text(writer, "end", instant(writer, writer->workpaper->population->to));
	add_reviewed_controls(writer);
	open_with(writer, "observations", "[");
	for (size_t i = 0; i < writer->workpaper->items.count; i++)
		add_observation(writer, &writer->workpaper->items.at[i]);
	close_with(writer, "]");
	open_with(writer, "findings", "[");
	for (size_t i = 0; i < ATTRIBUTE_COUNT && i < evaluation->attributes.count; i++)
		add_finding(writer, i, &evaluation->attributes.at[i]);
	close_with(writer, "]");
	close_with(writer, "}");
}

void
oscal_write_results(struct arena *arena, struct buffer *out, const struct workpaper *workpaper,
		    const struct sample_evaluation *evaluation, const char *plan)
{
	RELEASED_BY(buffer_release) struct buffer document = {0};
	struct writer writer = {arena, &document, workpaper, false};

	open_with(&writer, NULL, "{");
	open_with(&writer, "assessment-results", "{");
	add_uuid(&writer, "uuid", "results", "");
	add_metadata(&writer, "Changes to production: results of management's own test");
	open_with(&writer, "import-ap", "{");
	add_text(&writer, "href", plan);
	close_with(&writer, "}");
	open_with(&writer, "results", "[");
	add_result(&writer, evaluation);
	close_with(&writer, "]");
	close_with(&writer, "}");
	close_with(&writer, "}");
	finish(out, &document);
}
