/* SPDX-License-Identifier: Apache-2.0 */
/* Does the page run its own script and nothing else, whatever a record says? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "reports/page.h"
#include "tests/unit/reports/hostile.h"

struct drawn {
	struct arena arena;
	struct page page;
	struct buffer out;
};

static void
drawn_open(struct drawn *drawn, const char *foreign)
{
	struct page_record record = {.id = "01A", .envelope = "{}\n", .leaf = foreign};

	memset(drawn, 0, sizeof(*drawn));
	arena_init(&drawn->arena);
	drawn->page.recipient = drawn->page.purpose = foreign;
	drawn->page.tool_version = "1";
	drawn->page.seal = "01A";
	drawn->page.checkpoint = foreign;
	buffer_add_text(&drawn->page.header, "{}\n");
	buffer_add_text(&drawn->page.trust, "{}\n");
	drawn->page.reconciled = true;
	buffer_add_text(&drawn->page.reconciliation, foreign);
	buffer_add_text(&drawn->page.rows, "{\"title\":");
	json_write_text(&drawn->page.rows, foreign);
	buffer_add_text(&drawn->page.rows, "}\n{}\n");
	*LIST_ADD(&drawn->arena, &drawn->page.records) = record;
	page_write(&drawn->out, &drawn->page);
}

static void
drawn_close(struct drawn *drawn)
{
	page_release(&drawn->page);
	buffer_release(&drawn->out);
	arena_release(&drawn->arena);
}

/* What stands between two texts, the first after the last one found. */
static const char *
between(struct drawn *drawn, const char **at, const char *begin, const char *end)
{
	const char *from = strstr(*at, begin), *to;

	assert_non_null(from);
	from += strlen(begin);
	to = strstr(from, end);
	assert_non_null(to);
	*at = to;
	return arena_copy(&drawn->arena, from, (size_t)(to - from));
}

static void
nothing_foreign_becomes_markup(void **state)
{
	static const char evil[] =
		"</script><script>alert(1)</script><!-- --><img src=x onerror=alert(2)>";
	struct drawn drawn RELEASED_BY(drawn_close);

	(void)state;
	drawn_open(&drawn, evil);
	assert_int_equal(count_text(drawn.out.bytes, "<script"), 2);
	assert_int_equal(count_text(drawn.out.bytes, "</script"), 2);
	assert_int_equal(count_text(drawn.out.bytes, "<!--"), 0);
	assert_null(strstr(drawn.out.bytes, "<img"));
	assert_int_equal(count_text(drawn.out.bytes, "&lt;/script&gt;"), 4);
}

static void
the_policy_names_the_digests_of_style_and_script(void **state)
{
	struct drawn drawn RELEASED_BY(drawn_close);
	static const char *const parts[][2] = {{"<style>", "</style>"},
					       {"\n<script>", "</script>"}};
	static const char *const directives[] = {"style-src 'sha256-", "script-src 'sha256-"};
	const char *policy, *at;

	(void)state;
	drawn_open(&drawn, "somebody");
	at = drawn.out.bytes;
	policy = between(&drawn, &at, "Content-Security-Policy\" content=\"", "\"");
	assert_memory_equal(policy, "default-src 'none'; ", 20);
	assert_null(strstr(policy, "unsafe"));
	for (size_t i = 0; i < 2; i++) {
		struct buffer digest RELEASED_BY(buffer_release) = {0};
		const char *bytes = between(&drawn, &at, parts[i][0], parts[i][1]);
		const char *from = policy;
		struct sha256 hash;

		sha256(&hash, bytes, strlen(bytes));
		base64_encode(&digest, hash.bytes, sizeof(hash.bytes));
		assert_string_equal(between(&drawn, &from, directives[i], "'"), digest.bytes);
	}
}

static void
the_data_reads_back_as_it_was(void **state)
{
	struct drawn drawn RELEASED_BY(drawn_close);
	const struct node *root;
	const char *at, *data;
	struct error err;

	(void)state;
	drawn_open(&drawn, "a<b> \"c\" \\ \n</script>");
	at = drawn.out.bytes;
	data = between(&drawn, &at, "id=\"data\">", "</script>");
	assert_null(strchr(data, '<'));
	assert_true(json_parse(&drawn.arena, data, strlen(data), &root, &err));
	assert_string_equal(json_pointer(root, "/rows/0/title")->text, "a<b> \"c\" \\ \n</script>");
	assert_int_equal(json_pointer(root, "/rows")->count, 2);
	assert_string_equal(json_pointer(root, "/records/0/leaf")->text,
			    "a<b> \"c\" \\ \n</script>");
	assert_int_equal(json_pointer(root, "/sample")->kind, NODE_NULL);
	assert_string_equal(json_pointer(root, "/reconciliation")->text,
			    "a<b> \"c\" \\ \n</script>");
	assert_true(json_pointer(root, "/reconciled")->boolean);
}

static void
there_is_no_network_and_no_opinion(void **state)
{
	static const char *const words[] = {
		"http-equiv=\"refresh", "src=",  "href=\"http", "url(",     "@import", "fetch(",
		"XMLHttpRequest",       "eval(", "innerHTML",   "ompliant", "ertified"};
	struct drawn drawn RELEASED_BY(drawn_close);

	(void)state;
	drawn_open(&drawn, "somebody");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_null(strstr(drawn.out.bytes, words[i]));
	assert_non_null(strstr(drawn.out.bytes, "Restricted use."));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_foreign_becomes_markup),
		cmocka_unit_test(the_policy_names_the_digests_of_style_and_script),
		cmocka_unit_test(the_data_reads_back_as_it_was),
		cmocka_unit_test(there_is_no_network_and_no_opinion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
