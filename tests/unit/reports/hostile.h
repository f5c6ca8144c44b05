/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody would write who wants a report to say or do something else: a title, login or
 * branch with terminal escapes, Markdown, HTML, workflow commands, mentions, and ends of what it
 * stands in.
 */
#ifndef TESTS_REPORTS_HOSTILE_H
#define TESTS_REPORTS_HOSTILE_H

#include "tests/unit/reports/fixture.h"

static const char hostile_title[] =
	"\n::error::deployed %0A::set-output name=x::y\r\n## ok | **all** | fine |\x1b[2J "
	"</details> --> <!-- changegate --> <script>alert(1)</script> &lt;b&gt; <img src=x "
	"onerror='a'> @acme/admins bob@evil.example http://evil.example www.evil.example "
	"#1 GH-2 acme/pay#3 :tada: [ok](http://evil) ![i](//e) `x` ``` ]]> $x$ {{y}} "
	"\xE2\x80\xAEtxet\xE2\x80\xAC \xE2\x80\x8Bzero \xEF\xBF\xBE ##[error]x \xFF";

static inline void
fixture_hostile(struct fixture *fixture)
{
	struct finding *finding;

	fixture_pull(fixture, hostile_title);
	fixture->evidence.change.key.service = hostile_title;
	fixture->evidence.change.key.environment = hostile_title;
	fixture->evidence.policy.source.path = hostile_title;
	fixture->evidence.policy.source.branch = hostile_title;
	fixture->policy.extends = hostile_title;
	finding = fixture_finding(fixture, "approval", hostile_title, FAIL, "APPR-MISSING",
				  hostile_title);
	finding->fix = hostile_title;
	fixture_note(fixture, finding, hostile_title, hostile_title);
	fixture_finding(fixture, "tests", hostile_title, UNKNOWN, "TEST-PENDING", hostile_title);
	fixture_finding(fixture, hostile_title, hostile_title, PASS, hostile_title, hostile_title);
	texts_add(&fixture->arena, &fixture->input.remarks, hostile_title);
	*LIST_ADD(&fixture->arena, &fixture->evidence.invocation.settings) =
		(struct setting){"--as-if", hostile_title, "flag"};
	fixture->input.exit_status = 1;
}

/* Of every report: valid text, no control characters, nothing that reorders or hides. */
static inline void
assert_plain(const struct buffer *out)
{
	assert_true(text_is_utf8(out->bytes, out->length));
	for (size_t i = 0; i < out->length; i++)
		assert_true((unsigned char)out->bytes[i] >= 0x20 || out->bytes[i] == '\n');
	assert_null(strstr(out->bytes, "\xE2\x80\xAE"));
	assert_null(strstr(out->bytes, "\xE2\x80\x8B"));
	assert_null(strstr(out->bytes, "##["));
}

static inline size_t
count_text(const char *bytes, const char *text)
{
	size_t count = 0;

	for (; (bytes = strstr(bytes, text)); bytes++)
		count++;
	return count;
}

#endif
