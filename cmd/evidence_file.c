/* SPDX-License-Identifier: Apache-2.0 */
/* What does an evidence document say, and how is it judged? See evidence_file.h. */
#include "cmd/evidence_file.h"

#include <string.h>

#include "base/text.h"
#include "checks/table.h"
#include "integrations/disk.h"

/* One document has one form, so that what is judged is what is sealed. */
static bool
is_canonical(const struct evidence *evidence, const struct buffer *bytes)
{
	RELEASED_BY(buffer_release) struct buffer again = {0};
	size_t length = bytes->length;

	if (!bytes->bytes)
		return false;
	if (length && bytes->bytes[length - 1] == '\n')
		length--;
	evidence_write(&again, evidence);
	return again.bytes && again.length == length &&
	       memcmp(again.bytes, bytes->bytes, length) == 0;
}

bool
evidence_file_read(struct arena *arena, const char *path, struct evidence *evidence,
		   struct policy *policy, struct evaluation *evaluation, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *shown = text_shown(arena, path);

	if (!(text_equal(path, "-") ? disk_read_stdin(LIMIT_DOCUMENT_BYTES, &bytes, err)
				    : disk_read(path, LIMIT_DOCUMENT_BYTES, &bytes, err)))
		return fail_as(err, ERROR_USAGE);
	if (!evidence_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, evidence, err))
		return fail_while(err, "%s", shown);
	if (!is_canonical(evidence, &bytes))
		return fail(err, ERROR_FORMAT,
			    "%s: not in the form that 'changegate collect' writes", shown);
	if (!policy_read_digested(arena, evidence->policy.digest, evidence->policy.bytes, policy,
				  err) ||
	    !evaluate_evidence(arena, check_table, evidence, NULL, evaluation, err))
		return fail_while(err, "%s", shown);
	return true;
}
