/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the locale of the process change a verdict or its report? Judges evidence and writes each
 * report, first in the locale "C", then in the one given, and compares the bytes. usage:
 * evaluate_in_locale LOCALE FILE...
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "checks/table.h"
#include "core/evaluate.h"
#include "reports/table.h"

static bool
judge_all(const char *bytes, size_t length, struct buffer *out)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct evaluation evaluation;
	struct evidence *evidence;
	struct policy *policy;
	struct error err;

	arena_init(&arena);
	evidence = arena_allocate(&arena, sizeof(*evidence));
	policy = arena_allocate(&arena, sizeof(*policy));
	if (!evidence_parse(&arena, bytes, length, evidence, &err) ||
	    !policy_read_digested(&arena, evidence->policy.digest, evidence->policy.bytes, policy,
				  &err) ||
	    !evaluate_evidence(&arena, check_table, evidence, NULL, &evaluation, &err)) {
		printf("FAIL %s\n", err.message);
		return false;
	}
	for (size_t i = 0; report_table[i]; i++)
		report_table[i]->write(&arena, out,
				       &(struct report_input){.evidence = evidence,
							      .policy = policy,
							      .evaluation = &evaluation,
							      .index = -1,
							      .color = true,
							      .dry_run = true});
	evidence_write(out, evidence);
	return true;
}

static bool
is_same(const char *locale, const char *file)
{
	static char bytes[LIMIT_DOCUMENT_BYTES];
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};
	FILE *in = fopen(file, "r");
	size_t length = in ? fread(bytes, 1, sizeof(bytes), in) : 0;

	if (in)
		fclose(in);
	if (!setlocale(LC_ALL, "C") || !judge_all(bytes, length, &one))
		return false;
	if (!setlocale(LC_ALL, locale)) {
		printf("FAIL there is no locale %s\n", locale);
		return false;
	}
	if (!judge_all(bytes, length, &other))
		return false;
	if (one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0)
		return true;
	printf("FAIL %s: other bytes in %s\n", file, locale);
	return false;
}

int
main(int count, char **arguments)
{
	bool good = count > 2;

	for (int i = 2; i < count; i++)
		good &= is_same(arguments[1], arguments[i]);
	return good ? 0 : 1;
}
