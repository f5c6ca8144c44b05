/* SPDX-License-Identifier: Apache-2.0 */
/* Where does a regular expression match? See pattern.h. */
#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* \C would match half a character; "$" is the end, not also before a line feed at the end. */
#define COMPILE_OPTIONS (PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY)

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;
};

static void
free_compile_context(pcre2_compile_context **context)
{
	pcre2_compile_context_free(*context);
}

static void
free_match(pcre2_match_data **match)
{
	pcre2_match_data_free(*match);
}

static bool
fail_by_number(struct error *err, int number, const char *doing)
{
	PCRE2_UCHAR words[256];

	if (pcre2_get_error_message(number, words, sizeof(words)) < 0)
		words[0] = '\0';
	return fail(err, ERROR_FORMAT, "%s: %s", doing, (const char *)words);
}

static pcre2_code *
compile(const char *text, struct error *err)
{
	pcre2_compile_context *context RELEASED_BY(free_compile_context) =
		pcre2_compile_context_create(NULL);
	PCRE2_SIZE offset = 0;
	pcre2_code *code;
	char doing[64];
	int number = 0;

	if (!context)
		abort();
	pcre2_set_max_pattern_length(context, LIMIT_PATTERN_BYTES);
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_bsr(context, PCRE2_BSR_ANYCRLF);
	code = pcre2_compile((PCRE2_SPTR)text, strlen(text), COMPILE_OPTIONS, &number, &offset,
			     context);
	if (!code) {
		snprintf(doing, sizeof(doing), "not a pattern, at character %zu", offset + 1);
		fail_by_number(err, number, doing);
	}
	return code;
}

static pcre2_match_context *
create_limits(void)
{
	pcre2_match_context *limits = pcre2_match_context_create(NULL);

	if (!limits)
		abort();
	pcre2_set_match_limit(limits, LIMIT_PATTERN_MATCH);
	pcre2_set_depth_limit(limits, LIMIT_PATTERN_DEPTH);
	return limits;
}

bool
pattern_compile(const char *text, struct pattern **pattern, struct error *err)
{
	struct pattern *made;
	pcre2_code *code;

	if (strlen(text) > LIMIT_PATTERN_BYTES)
		return fail(err, ERROR_FORMAT, "a pattern of %zu bytes, the limit is %u",
			    strlen(text), (unsigned)LIMIT_PATTERN_BYTES);
	code = compile(text, err);
	if (!code)
		return false;
	made = calloc(1, sizeof(*made));
	if (!made)
		abort();
	made->code = code;
	made->limits = create_limits();
	*pattern = made;
	return true;
}

void
pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	pcre2_match_context_free(pattern->limits);
	free(pattern);
}

void
pattern_release(struct pattern **pattern)
{
	pattern_free(*pattern);
	*pattern = NULL;
}

static void
take_match(pcre2_match_data *match, int groups, size_t *start, size_t *end)
{
	const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(match);
	size_t group = groups > 1 && pairs[2] != PCRE2_UNSET ? 1 : 0;

	*start = pairs[2 * group];
	*end = pairs[2 * group + 1];
}

/*
 * PCRE2 checks all of the subject for UTF-8 each time; over all matches in a long text that would
 * be quadratic, so it does only at the start (the contract in pattern.h).
 */
static uint32_t
match_options(size_t from)
{
	return from ? PCRE2_NO_UTF_CHECK : 0;
}

bool
pattern_find(const struct pattern *pattern, const char *subject, size_t length, size_t from,
	     size_t *start, size_t *end, struct error *err)
{
	pcre2_match_data *match RELEASED_BY(free_match) =
		pcre2_match_data_create_from_pattern(pattern->code, NULL);
	int groups;

	if (!match)
		abort();
	if (from > length ||
	    (from && from < length && ((unsigned char)subject[from] & 0xC0) == 0x80))
		return fail(err, ERROR_BUG, "a search cannot start inside a character");
	groups = pcre2_match(pattern->code, (PCRE2_SPTR)(subject ? subject : ""), length, from,
			     match_options(from), match, pattern->limits);
	if (groups == PCRE2_ERROR_NOMATCH) {
		*start = *end = SIZE_MAX;
		return true;
	}
	if (groups < 0)
		return fail_by_number(err, groups, "cannot search for a pattern");
	take_match(match, groups, start, end);
	return true;
}
