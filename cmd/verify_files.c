/* SPDX-License-Identifier: Apache-2.0 */
/* Is a single record genuine, without its ledger? See verify_files.h. */
#include "cmd/verify_files.h"

#include "base/hash.h"
#include "base/text.h"
#include "cmd/output.h"
#include "cmd/reperform.h"
#include "cmd/world.h"
#include "integrations/disk.h"
#include "ledger/receipt.h"
#include "ledger/unseal.h"

struct file_check {
	const struct trust *trust;
	const char *receipt; /* file, or NULL */
	bool reperform;
};

static bool
fail_with_code(struct error *err, const char *code)
{
	fail_while(err, "%s", code);
	return fail_as(err, ERROR_LEDGER);
}

/* The receipt's leaf must be this very file's, and in the tree that a trusted checkpoint signs. */
static bool
check_receipt(struct arena *arena, const struct file_check *check, const struct unsealed *record,
	      struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct receipt receipt;
	struct leaf leaf;
	char file[65];

	if (!disk_read(check->receipt, LIMIT_TRUST_BYTES, &bytes, err) ||
	    !receipt_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &receipt, err) ||
	    !receipt_verify(arena, &receipt, check->trust, err) ||
	    !leaf_parse(arena, receipt.leaf, receipt.leaf_length, &leaf, err))
		return fail_while(err, "receipt '%s'", text_shown(arena, check->receipt));
	sha256_format(file, &record->file);
	if (!text_equal(leaf.envelope, file))
		return fail(err, ERROR_LEDGER, "the receipt '%s' is for another record (%s)",
			    text_shown(arena, check->receipt), text_shown(arena, leaf.record_id));
	buffer_add_format(out, "  in the ledger '%s' as leaf %lld of %lld\n",
			  text_shown(arena, receipt.checkpoint.origin), (long long)receipt.index,
			  (long long)receipt.checkpoint.size);
	return true;
}

static bool
check_verdict(const struct file_check *check, const struct unsealed *record, struct buffer *out,
	      struct error *err)
{
	const char *code;

	if (!check->reperform || !record->record.evidence)
		return true;
	if (!record_reperform(&record->record, &code, err))
		return fail_with_code(err, code);
	buffer_add_text(out, "  verdict re-performed from its evidence\n");
	return true;
}

/* Where the receipt says that it is, which is shown later; without one nobody knows. */
static bool
find_index(struct arena *arena, const struct file_check *check, int64_t *index, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct receipt receipt;

	*index = -1;
	if (!check->receipt)
		return true;
	if (!disk_read(check->receipt, LIMIT_TRUST_BYTES, &bytes, err) ||
	    !receipt_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &receipt, err))
		return fail_while(err, "receipt '%s'", text_shown(arena, check->receipt));
	*index = receipt.index;
	return true;
}

static bool
verify_file(struct arena *arena, const char *path, const struct file_check *check,
	    struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct unsealed record;
	const char *code;
	int64_t index;
	char payload[65];

	if (!disk_read(path, LIMIT_ENVELOPE_BYTES, &bytes, err))
		return false;
	if (!find_index(arena, check, &index, err))
		return false;
	if (!unseal(arena, bytes.bytes ? bytes.bytes : "", bytes.length, check->trust, index,
		    &record, &code, err))
		return fail_with_code(err, code);
	sha256_format(payload, &record.payload);
	text_safe(out, path);
	buffer_add_format(
		out, ": %s record %s, %s, sha256 %s, signed by %s\n",
		record_kind_names[record.record.kind], text_shown(arena, record.record.record_id),
		record_result_names[record.record.result], payload, record.signed_by->fingerprint);
	return check_verdict(check, &record, out, err) &&
	       (!check->receipt || check_receipt(arena, check, &record, out, err));
}

static void
say_unchecked(const struct file_check *check, struct buffer *out)
{
	buffer_add_format(out,
			  "Not checked: %s%sthe chain of its key (verify the ledger for that)\n",
			  check->receipt ? "" : "inclusion in a ledger (give --receipt), ",
			  check->reperform ? "" : "verdicts (give --reperform), ");
}

bool
verify_record_files(struct arena *arena, const struct arguments *arguments, enum status *status,
		    struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	RELEASED_BY(trust_release) struct trust trust = {0};
	const char *trust_file = argument(arguments, "--trust");
	struct file_check check = {&trust, argument(arguments, "--receipt"),
				   argument_given(arguments, "--reperform")};

	if (!trust_file)
		return fail(err, ERROR_USAGE, "single records need a trust root: --trust FILE");
	if (check.receipt && arguments->operands.count != 1)
		return fail(err, ERROR_USAGE, "--receipt goes with one record file");
	if (!world_read_trust(arena, trust_file, &trust, err))
		return false;
	*status = STATUS_ALLOWED;
	for (size_t i = 0; i < arguments->operands.count; i++) {
		const char *path = arguments->operands.at[i];
		struct error why;

		if (verify_file(arena, path, &check, &out, &why))
			continue;
		buffer_add_text(&out, "FAIL  ");
		text_safe(&out, path);
		buffer_add_format(&out, ": %s\n", why.message);
		*status = STATUS_LEDGER;
	}
	say_unchecked(&check, &out);
	return output_stdout(&out, err);
}
