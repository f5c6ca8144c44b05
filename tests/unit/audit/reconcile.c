/* SPDX-License-Identifier: Apache-2.0 */
/* Does each deploy that has no record become one thing, and does nothing grow without end? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/ids.h"
#include "audit/reconcile.h"
#include "audit/reconcile_tell.h"
#include "base/text.h"

#define AT INT64_C(1769853600)

struct compare {
	struct arena arena;
	struct reconciliation all;
	struct verification verification;
	struct population_header header;
};

static struct compare *
begin(void)
{
	static struct compare compare;
	struct compared record = {.record_id = "R-1",
				  .repository = "github.com/acme/pay",
				  .service = "web",
				  .environment = "live",
				  .base = "",
				  .head = "c1",
				  .artifact = "",
				  .kind = "normal",
				  .result = "allowed",
				  .outcome = "",
				  .in_place = "",
				  .gate_at = AT,
				  .deployed_at = AT,
				  .in_period = true,
				  .in_frame = true};

	compare = (struct compare){0};
	compare.all.arena = &compare.arena;
	compare.all.window = RECONCILE_WINDOW;
	compare.all.skew = RECONCILE_SKEW;
	compare.all.request.to = AT + 86400;
	compare.all.verification = &compare.verification;
	compare.all.population = &compare.header;
	*LIST_ADD(&compare.arena, &compare.all.records) = record;
	return &compare;
}

static struct outside_source *
add_source(struct compare *compare, int kind)
{
	struct outside_source *source = LIST_ADD(&compare->arena, &compare->all.sources);

	*source = (struct outside_source){
		.kind = kind, .file = "file", .sha256 = "", .said_total = -1};
	source->independent = outside_is_independent(kind);
	return source;
}

static struct outside_line *
add_line(struct compare *compare, struct outside_source *source, const char *id, const char *commit)
{
	struct outside_line *line = LIST_ADD(&compare->arena, &source->lines);

	*line = (struct outside_line){id,    "acme/pay", "web", "live", commit, "",
				      "eve", "",         AT,    0,      NULL};
	return line;
}

static void
a_line_that_matches_is_no_difference(void **state)
{
	struct compare *compare = begin();

	(void)state;
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e1", "c1");
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 0);
	assert_int_equal(compare->all.tests[2].state, NO_GAP);
	assert_int_equal(compare->all.tests[11].state, NOT_TESTED);
	assert_int_equal(compare->all.matched, 1);
	assert_true(compare->all.independent);
	arena_release(&compare->arena);
}

static void
each_deploy_without_a_record_has_an_id_of_its_own(void **state)
{
	struct compare *compare = begin();
	struct outside_source *one = add_source(compare, OUTSIDE_CLOUD);

	(void)state;
	add_line(compare, one, "line-2", "c2");
	add_line(compare, one, "line-3", "c3");
	one = add_source(compare, OUTSIDE_CLOUD);
	add_line(compare, one, "line-2", "c4"); /* another file numbers its lines alike */
	add_line(compare, one, "line-3", "c3"); /* the same, exported twice */
	add_line(compare, one, "line-9", "c3"); /* deployed once more */
	one = add_source(compare, OUTSIDE_DEPLOYMENTS);
	add_line(compare, one, "77", "c2"); /* what another system shows, too */
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_true(id_is_valid(compare->all.unrecorded.at[i].id));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(compare->all.unrecorded.at[i].id,
						compare->all.unrecorded.at[k].id);
	}
	assert_string_equal(compare->all.unrecorded.at[0].id, "UNREC-cloud-line-2");
	assert_string_equal(compare->all.unrecorded.at[0].also.at[0], "deployments 77");
	assert_string_equal(compare->all.unrecorded.at[2].id, "UNREC-cloud-line-2.2");
	assert_int_equal(compare->all.tests[2].differences, 4);
	arena_release(&compare->arena);
}

/* Two systems show two deploys of one commit: neither hides behind the other. */
static void
what_another_system_shows_twice_was_deployed_twice(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_DEPLOYMENTS);

	(void)state;
	add_line(compare, source, "77", "c2");
	source = add_source(compare, OUTSIDE_CLOUD);
	add_line(compare, source, "e1", "c2");
	add_line(compare, source, "e2", "c2")->at = AT + 7200;
	add_line(compare, source, "e3", "c2")->at = AT + 10800;
	source = add_source(compare, OUTSIDE_RUNTIME);
	add_line(compare, source, "r1", "c2");
	add_line(compare, source, "r2", "c2"); /* still the same */
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 3);
	assert_int_equal(compare->all.unrecorded.at[0].also.count, 3);
	arena_release(&compare->arena);
}

static void
deploys_of_two_repositories_are_two(void **state)
{
	struct compare *compare = begin();

	(void)state;
	add_line(compare, add_source(compare, OUTSIDE_DEPLOYMENTS), "77", "c2");
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e1", "c2")->repository = "eve/pay";
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e2", "c2")->repository =
		"github.com/acme/pay";
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 2);
	arena_release(&compare->arena);
}

/* A list in pages is one list: the page does not make a second deploy that of the same record. */
static void
a_record_stands_for_one_deployment_of_the_forge(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_DEPLOYMENTS);

	(void)state;
	add_line(compare, source, "77", "c1");
	source = add_source(compare, OUTSIDE_DEPLOYMENTS);
	add_line(compare, source, "78", "c1")->at = AT + 7200;
	source = add_source(compare, OUTSIDE_DEPLOYMENTS);
	add_line(compare, source, "77", "c1"); /* pages overlap */
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e1", "c1");
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "f1", "c1"); /* another cloud */
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 1);
	assert_string_equal(compare->all.unrecorded.at[0].source_id, "78");
	assert_int_equal(compare->all.tests[2].state, GAP);
	arena_release(&compare->arena);
}

/* A list of its forge is taken for complete by what an independent one shows, not by a file. */
static void
an_export_that_shows_nothing_is_no_independent_source(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_CLOUD);

	(void)state;
	add_line(compare, source, "e1", "c1")->at = AT - 365 * 86400;
	compare->all.request.from = AT - 86400;
	add_line(compare, add_source(compare, OUTSIDE_DEPLOYMENTS), "77", "c1");
	reconcile(&compare->all);
	assert_false(compare->all.independent);
	arena_release(&compare->arena);
}

static void
what_only_the_forge_shows_is_said(void **state)
{
	struct compare *compare = begin();
	struct compared other = compare->all.records.at[0];

	(void)state;
	other.record_id = "R-2";
	other.head = "c2";
	*LIST_ADD(&compare->arena, &compare->all.records) = other;
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e1", "c1");
	add_line(compare, add_source(compare, OUTSIDE_DEPLOYMENTS), "77", "c1");
	add_line(compare, &compare->all.sources.at[1], "78", "c2");
	reconcile(&compare->all);
	assert_true(compare->all.independent);
	assert_int_equal(compare->all.matched, 2);
	assert_string_equal(compare->all.not_tested.at[compare->all.not_tested.count - 1],
			    "completeness: 1 of the records that another system shows are in no "
			    "source that is independent of whoever writes the pipeline");
	arena_release(&compare->arena);
}

/* Whoever deploys and never says how it ended does not hide it; whoever calls it failed is told. */
static void
a_deployment_of_which_nothing_was_said_counts(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_DEPLOYMENTS);

	(void)state;
	add_line(compare, source, "77", "c1");
	add_line(compare, source, "78", "c2");
	add_line(compare, source, "79", "c3");
	source = add_source(compare, OUTSIDE_STATUSES);
	add_line(compare, source, "77", "")->state = "success";
	add_line(compare, source, "79", "")->state = "failure";
	add_line(compare, add_source(compare, OUTSIDE_STATUSES), "77", "")->state = "failure";
	add_line(compare, add_source(compare, OUTSIDE_CLOUD), "e4", "c4")->state = "not deployed";
	reconcile(&compare->all);
	assert_int_equal(compare->all.unrecorded.count, 1);
	assert_string_equal(compare->all.unrecorded.at[0].source_id, "78");
	assert_true(texts_contain(&compare->all.not_tested,
				  "R2 2 deployments were not compared: their source tells of "
				  "them, and never of success"));
	arena_release(&compare->arena);
}

static void
an_empty_export_is_compared(void **state)
{
	struct compare *compare = begin();

	(void)state;
	add_source(compare, OUTSIDE_DEPLOYMENTS);
	add_source(compare, OUTSIDE_STATUSES);
	reconcile(&compare->all);
	assert_int_equal(compare->all.tests[2].state, NO_GAP);
	assert_int_equal(compare->all.tests[3].differences, 1); /* the record has no deploy */
	assert_false(compare->all.independent);
	arena_release(&compare->arena);
}

static void
what_would_never_end_is_said(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_CLOUD);

	(void)state;
	for (int i = 0; i < LIMIT_UNRECORDED; i++)
		add_line(compare, source, arena_format(&compare->arena, "e%d", i), "c2");
	reconcile(&compare->all);
	assert_false(compare->all.too_many);
	assert_int_equal(compare->all.unrecorded.count, LIMIT_UNRECORDED);
	arena_release(&compare->arena);
	compare = begin();
	texts_add(&compare->arena, &compare->all.request.services, "web");
	source = add_source(compare, OUTSIDE_CLOUD);
	for (int i = 0; i < LIMIT_OUT_OF_SCOPE + 5; i++)
		add_line(compare, source, "e", "c2")->service =
			arena_format(&compare->arena, "s%d", i);
	reconcile(&compare->all);
	assert_int_equal(compare->all.tests[0].differences, LIMIT_OUT_OF_SCOPE + 1);
	assert_string_equal(compare->all.differences.at[compare->all.differences.count - 1].subject,
			    "further services and environments");
	arena_release(&compare->arena);
}

static void
one_more_than_the_limit_counts_for_nothing(void **state)
{
	struct compare *compare = begin();
	struct outside_source *source = add_source(compare, OUTSIDE_CLOUD);

	(void)state;
	for (int i = 0; i <= LIMIT_UNRECORDED; i++)
		add_line(compare, source, arena_format(&compare->arena, "e%d", i),
			 arena_format(&compare->arena, "d%d", i));
	reconcile(&compare->all);
	assert_true(compare->all.too_many);
	arena_release(&compare->arena);
}

/* ---- its file ---- */

/* Two without a record, and one who switched the gate off. */
static void
write_file(struct compare *compare, struct reconciliation_file *file)
{
	struct outside_source *source = add_source(compare, OUTSIDE_CLOUD);

	compare->verification.checkpoint.origin = "example.org/acme";
	compare->all.request.tool_version = "1";
	compare->all.window = 3600;
	add_line(compare, source, "e1", "c2");
	add_line(compare, source, "e2", "c3");
	add_line(compare, add_source(compare, OUTSIDE_RULES), "r1", "")->state =
		"protected_branch.destroy";
	reconcile(&compare->all);
	reconcile_file(&compare->all, file);
}

static bool
reads(struct compare *compare, const struct reconciliation_file *file,
      struct reconciliation_file *out)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};
	struct error err;

	reconciliation_write(&json, file);
	return reconciliation_parse(&compare->arena,
				    arena_copy(&compare->arena, json.bytes, json.length),
				    json.length, out, &err);
}

static void
the_file_tells_whom_it_names_and_what_was_allowed(void **state)
{
	struct compare *compare = begin();
	struct reconciliation_file file, read;

	(void)state;
	write_file(compare, &file);
	assert_true(reads(compare, &file, &read));
	assert_int_equal(read.window, 3600);
	assert_int_equal(read.skew, RECONCILE_SKEW);
	assert_int_equal(read.people.count, 1);
	assert_string_equal(read.people.at[0], "eve");
	arena_release(&compare->arena);
}

static void
a_file_that_hides_a_deploy_is_refused(void **state)
{
	struct compare *compare = begin();
	struct reconciliation_file file, read;

	(void)state;
	write_file(compare, &file);
	assert_int_equal(file.unrecorded.count, 2);
	file.unrecorded.count--;
	assert_false(reads(compare, &file, &read));
	file.unrecorded.count++;
	file.unrecorded.at[1].id = file.unrecorded.at[0].id;
	assert_false(reads(compare, &file, &read));
	file.unrecorded.at[1].id = "UNREC-cloud-e2";
	assert_true(reads(compare, &file, &read));
	file.unrecorded.at[1].at = file.to + 1; /* so that no period has it */
	assert_false(reads(compare, &file, &read));
	file.unrecorded.at[1].at = file.to;
	file.differences.count--;
	assert_false(reads(compare, &file, &read));
	file.differences.count++;
	file.tests.at[2].state = "no gap found";
	assert_false(reads(compare, &file, &read));
	arena_release(&compare->arena);
}

/* ---- R11 ---- */

static struct corroborated_fact asked[] = {
	{"R-1", "request #7", "head", CORROBORATED_MATCHES, "a", "a", NULL},
	{"R-1", "review r1", "state", CORROBORATED_DIFFERS, "approved", "dismissed", NULL},
	{"R-1", "review r2", "review", CORROBORATED_GONE, "approved", "", "no review"},
	{"R-1", "tests", "checks", CORROBORATED_NOT, "1", "", "it sleeps"},
	{"R-2", "request #8", "head", CORROBORATED_DIFFERS, "a", "b", NULL},
};

static void
assert_asked(size_t from, size_t count, int state, int64_t compared, int64_t differences)
{
	struct compare *compare = begin();
	struct corroboration_file file = {.facts = {asked + from, count}};

	for (int i = 0; i < 40; i++) /* of which the period has one */
		texts_add(&compare->arena, &file.records, arena_format(&compare->arena, "R-%d", i));
	compare->all.corroboration = &file;
	reconcile(&compare->all);
	assert_int_equal(compare->all.tests[11].state, state);
	assert_int_equal(compare->all.tests[11].compared, compared);
	assert_int_equal(compare->all.tests[11].differences, differences);
	if (compared)
		assert_string_equal(compare->all.tests[11].by,
				    "the forge, asked again about 1 records with a token of the "
				    "auditor's");
	arena_release(&compare->arena);
}

static void
what_was_asked_again_is_told_of_records_that_are_compared(void **state)
{
	(void)state;
	assert_asked(0, 5, GAP, 3, 2);
	assert_asked(0, 1, NO_GAP, 1, 0);
	assert_asked(3, 1, NOT_TESTED, 0, 0); /* nobody answered */
	assert_asked(4, 1, NOT_TESTED, 0, 0); /* of another period */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_that_matches_is_no_difference),
		cmocka_unit_test(each_deploy_without_a_record_has_an_id_of_its_own),
		cmocka_unit_test(what_another_system_shows_twice_was_deployed_twice),
		cmocka_unit_test(deploys_of_two_repositories_are_two),
		cmocka_unit_test(a_record_stands_for_one_deployment_of_the_forge),
		cmocka_unit_test(an_export_that_shows_nothing_is_no_independent_source),
		cmocka_unit_test(what_only_the_forge_shows_is_said),
		cmocka_unit_test(a_deployment_of_which_nothing_was_said_counts),
		cmocka_unit_test(an_empty_export_is_compared),
		cmocka_unit_test(what_would_never_end_is_said),
		cmocka_unit_test(one_more_than_the_limit_counts_for_nothing),
		cmocka_unit_test(the_file_tells_whom_it_names_and_what_was_allowed),
		cmocka_unit_test(a_file_that_hides_a_deploy_is_refused),
		cmocka_unit_test(what_was_asked_again_is_told_of_records_that_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
