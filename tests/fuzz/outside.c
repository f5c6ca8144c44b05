/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever another system exported, is every line of it read or refused, and is the reconciliation
 * with it one that can be sealed, drawn from and read back? The first byte says what it is. */
#include "tests/fuzz/fuzz.h"

#include "audit/csv_read.h"
#include "audit/ids.h"
#include "audit/reconcile_tell.h"
#include "base/time.h"

#define FIRST INT64_C(-62135596800) /* the years 1 to 9999 */
#define LAST INT64_C(253402300799)

static struct compared records[] = {
	{.record_id = "R-1",
	 .repository = "github.com/acme/pay",
	 .service = "web",
	 .environment = "live",
	 .base = "",
	 .head = "c1",
	 .artifact = "sha256:1",
	 .kind = "normal",
	 .result = "allowed",
	 .outcome = "succeeded",
	 .in_place = "",
	 .gate_at = INT64_C(1769853600),
	 .deployed_at = INT64_C(1769853660),
	 .in_period = true,
	 .in_frame = true},
	{.record_id = "R-2",
	 .repository = "github.com/acme/pay",
	 .service = "web",
	 .environment = "live",
	 .base = "c1",
	 .head = "c2",
	 .artifact = "",
	 .kind = "normal",
	 .result = "refused",
	 .outcome = "",
	 .in_place = "c1",
	 .gate_at = INT64_C(1769857200),
	 .deployed_at = INT64_C(1769857200),
	 .in_period = true},
};
static const char *tickets[] = {"PAY-1"};
static struct outside_column renamed[] = {{"commit", "git_sha"}};
static const struct outside_columns columns = {renamed, 1};

/* ---- a source ---- */

static void
require_line(const struct outside_line *line, int kind)
{
	REQUIRE(line->id[0]);
	if (kind == OUTSIDE_CLOUD || kind == OUTSIDE_RUNTIME || kind == OUTSIDE_DEPLOYMENTS) {
		REQUIRE(line->environment[0]);
		REQUIRE(line->commit[0] || line->artifact[0]);
	}
	REQUIRE(kind != OUTSIDE_RULES || line->state[0]);
	REQUIRE(kind != OUTSIDE_REGISTRY || line->artifact[0]);
}

/* None of a table's lines is left out. */
static void
require_all(struct arena *arena, const char *bytes, size_t length,
	    const struct outside_source *source)
{
	struct csv_table table;
	struct error err;

	for (size_t i = 0; i < source->lines.count; i++)
		require_line(&source->lines.at[i], source->kind);
	if (csv_read(arena, bytes, length, &table, &err) && source->said_total < 0 &&
	    !memchr(bytes, '[', length) && !memchr(bytes, '{', length))
		REQUIRE(source->lines.count == table.lines.count - 1);
}

/* What becomes part of the population must fit the id file, each once. */
static void
require_ids(struct arena *arena, const struct reconciliation *all)
{
	struct texts ids = {0};
	struct error err;

	for (size_t i = 0; i < all->unrecorded.count; i++) {
		REQUIRE(is_unrecorded(all->unrecorded.at[i].id));
		REQUIRE(id_is_valid(all->unrecorded.at[i].id));
		texts_add(arena, &ids, all->unrecorded.at[i].id);
	}
	REQUIRE(ids_sort(&ids, &err));
}

static void
require_numbers(const struct reconciliation *all)
{
	int64_t differences = 0;

	for (size_t i = 0; i < RECONCILE_TESTS; i++) {
		const struct reconcile_test *test = &all->tests[i];

		REQUIRE((test->differences > 0) == (test->state == GAP));
		REQUIRE(test->state != NOT_TESTED || test->compared == 0);
		differences += test->differences;
	}
	REQUIRE(differences == (int64_t)all->differences.count);
}

/* It is told in pages that can be shown, and reads back as it was. */
static void
require_told(struct arena *arena, const struct reconciliation *all)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};
	RELEASED_BY(buffer_release) struct buffer again = {0};
	RELEASED_BY(buffer_release) struct buffer text = {0};
	struct reconciliation_file file, read;
	struct reconcile_sheets sheets;
	struct error err;

	reconcile_file(all, &file);
	reconciliation_write(&json, &file);
	if (!reconciliation_parse(arena, json.bytes, json.length, &read, &err)) {
		fprintf(stderr, "%s\n", err.message);
		REQUIRE(false);
	}
	reconciliation_write(&again, &read);
	REQUIRE_SAME(&json, &again);
	reconcile_sheets(all, &file, &sheets);
	sheet_write_csv(&text, &sheets.unmatched);
	sheet_write_csv(&text, &sheets.unrecorded);
	sheet_write_text(&text, &sheets.summary);
	REQUIRE(!text.length || text_is_utf8(text.bytes, text.length));
}

static void
compare_with(struct arena *arena, const struct outside_source *source)
{
	struct verification verification = {0};
	struct population_header header = {0};
	struct reconciliation all = {.arena = arena,
				     .request = {.from = FIRST, .to = LAST, .tool_version = ""},
				     .window = RECONCILE_WINDOW,
				     .skew = RECONCILE_SKEW,
				     .verification = &verification,
				     .population = &header};

	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		struct compared *record = LIST_ADD(arena, &all.records);

		*record = records[i];
		texts_add(arena, &record->tickets, tickets[0]);
	}
	*LIST_ADD(arena, &all.sources) = *source;
	reconcile(&all);
	REQUIRE(!all.too_many);
	require_ids(arena, &all);
	require_numbers(&all);
	require_told(arena, &all);
}

static void
read_source(struct arena *arena, int kind, const char *bytes, size_t length)
{
	struct outside_source source = {.kind = kind, .file = "file", .sha256 = ""};
	struct error err = {0};

	if (!outside_read(arena, bytes, length, &columns, &source, &err)) {
		require_refusal(&err);
		return;
	}
	require_all(arena, bytes, length, &source);
	if (source.lines.count <= 200) /* of more the comparison takes long, and says nothing new */
		compare_with(arena, &source);
}

/* ---- files that one command hands to another ---- */

static void
read_reconciliation(struct arena *arena, const char *bytes, size_t length)
{
	RELEASED_BY(buffer_release) struct buffer once = {0};
	RELEASED_BY(buffer_release) struct buffer twice = {0};
	struct reconciliation_file file;
	struct error err = {0};

	if (!reconciliation_parse(arena, bytes, length, &file, &err)) {
		require_refusal(&err);
		return;
	}
	reconciliation_write(&once, &file);
	REQUIRE(reconciliation_parse(arena, once.bytes, once.length, &file, &err));
	reconciliation_write(&twice, &file);
	REQUIRE_SAME(&once, &twice);
}

static void
read_corroboration(struct arena *arena, const char *bytes, size_t length)
{
	RELEASED_BY(buffer_release) struct buffer once = {0};
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	struct corroboration_file file;
	struct sheet summary, facts;
	struct error err = {0};

	if (!corroboration_parse(arena, bytes, length, &file, &err)) {
		require_refusal(&err);
		return;
	}
	corroboration_write(&once, &file);
	REQUIRE(corroboration_parse(arena, once.bytes, once.length, &file, &err));
	corroboration_sheet(arena, &file, &summary, &facts);
	REQUIRE(facts.lines.count == file.facts.count + 1);
	sheet_write_csv(&csv, &facts);
	REQUIRE(text_is_utf8(csv.bytes, csv.length));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *rest = (const char *)bytes + 1;

	if (!length)
		return 0;
	if (bytes[0] >= '0' && bytes[0] < '0' + OUTSIDE_KINDS)
		read_source(&arena, bytes[0] - '0', rest, length - 1);
	else if (bytes[0] == 'r')
		read_reconciliation(&arena, rest, length - 1);
	else if (bytes[0] == 'c')
		read_corroboration(&arena, rest, length - 1);
	return 0;
}
