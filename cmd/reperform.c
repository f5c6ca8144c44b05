/* SPDX-License-Identifier: Apache-2.0 */
/* Does a recorded verdict follow from its recorded evidence? See reperform.h. */
#include "cmd/reperform.h"

#include <string.h>

#include "checks/table.h"
#include "core/evaluate.h"

static bool
is_same(const struct evaluation *a, const struct evaluation *b)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	fields_write(&one, &evaluation_fields, a);
	fields_write(&other, &evaluation_fields, b);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

bool
record_reperform(const struct record *record, const char **code, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct evaluation again;

	arena_init(&arena);
	*code = "REC-DIFFERS";
	if (!evaluate_evidence(&arena, check_table, record->evidence, record->evaluation, &again,
			       err)) {
		if (err->code == ERROR_UNAVAILABLE)
			*code = "REC-NOT-REPERFORMABLE";
		return false;
	}
	return is_same(record->evaluation, &again) ||
	       fail(err, ERROR_LEDGER,
		    "the recorded findings do not follow from the recorded evidence");
}
