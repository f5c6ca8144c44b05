/* SPDX-License-Identifier: Apache-2.0 */
/* What is this folder, and how does anybody check it? See pack_readme.h. */
#include "reports/pack_readme.h"

#include "base/text.h"
#include "base/time.h"
#include "reports/lines.h"

static void
add_head(struct buffer *out, const struct readme *readme)
{
	const struct page *page = readme->page;

	buffer_add_text(out, "EVIDENCE PACK: CHANGES TO PRODUCTION\n\nRESTRICTED USE. Only for ");
	add_sentence(out, page->recipient);
	buffer_add_text(out, ",\nand only for this purpose: ");
	add_sentence(out, page->purpose);
	buffer_add_text(out,
			".\nNot to be passed on.\n\nPrepared by management from the records of "
			"the ledger\n  ");
	text_safe(out, readme->origin);
	buffer_add_format(
		out,
		"\nwith changegate %s. It is management's evidence and self-test, and no "
		"opinion about any\ncontrol. What the auditor concludes is written by the "
		"auditor.\n\n",
		page->tool_version);
}

static void
add_contents(struct buffer *out, const struct readme *readme)
{
	bool redacted = readme->page->redacted;

	buffer_add_format(
		out,
		"What is here\n"
		"  index.html   to look at: %lld deployments, %lld of them with all their evidence.\n"
		"               Opens from this folder, in any browser, without network.\n"
		"  audit/       the sealed population, the sample and how to draw it again\n"
		"  records/     %lld records%s, each with the proof that it is in the ledger\n"
		"  ledger/      the signed head of the ledger, and earlier ones with proofs that it\n"
		"               only grew since\n"
		"  policies/    the rules that the records were judged by, by sha256\n"
		"  keys/        public keys\n\n",
		(long long)readme->rows, (long long)readme->shown, (long long)readme->records,
		redacted ? " with pseudonyms" : " as signed DSSE envelopes");
}

static void
add_reconciliation(struct buffer *out, const struct readme *readme)
{
	if (!readme->page->reconciled) {
		buffer_add_text(out,
				"Whether there were deployments without a record is NOT TESTED: no "
				"source outside of the\nledger was compared.\n\n");
		return;
	}
	buffer_add_format(
		out,
		"What other systems say is in audit/reconciliation.html and its lists. "
		"%lld of the deployments are\nknown from them alone: they have no record, "
		"and their ids begin with UNREC-.\n\n",
		(long long)readme->unrecorded);
}

static void
add_redacted(struct buffer *out, const struct readme *readme)
{
	if (!readme->page->redacted)
		return;
	buffer_add_text(
		out,
		"Names of people are replaced by pseudonyms; the list of them stays with "
		"management. A record\nin which something was replaced (records/*.redacted.json) "
		"cannot be checked against its signature or\nits digest, only that a record with "
		"that digest is in the ledger. The names, addresses and logins\nof people in the "
		"records, and all mail addresses, were looked for; whatever else somebody wrote "
		"into\na title or a message is still there.\n");
	for (size_t i = 0; i < readme->left_out.count; i++) {
		buffer_add_text(out, "Left out, because it is not text: ");
		text_safe(out, readme->left_out.at[i]);
		buffer_add_text(out, "\n");
	}
	buffer_add_text(out, "\n");
}

static void
add_keys(struct buffer *out, const struct readme *readme)
{
	buffer_add_text(out, "Compare these fingerprints with those that you were given on another "
			     "way than this folder\n");
	for (size_t i = 0; i < readme->keys.count; i++)
		buffer_add_format(out, "  %-11s %s\n", readme->keys.at[i].usage,
				  readme->keys.at[i].fingerprint);
	if (readme->signer)
		buffer_add_format(out, "  %-11s %s\n", "this pack", readme->signer);
	buffer_add_text(out, "\n");
}

static void
add_signature(struct buffer *out, const struct readme *readme)
{
	buffer_add_text(out, "2. Is that list the one that was signed?\n");
	if (!readme->signer)
		buffer_add_text(out, "   It is not signed: ask whoever gave you the pack for the "
				     "sha256 of SHA256SUMS.\n"
				     "     sha256sum SHA256SUMS\n");
	else if (readme->signer_is_ed25519)
		buffer_add_text(out, "     openssl pkeyutl -verify -pubin -inkey keys/pack.pem "
				     "-rawin -in SHA256SUMS -sigfile SHA256SUMS.sig\n");
	else
		buffer_add_text(out, "     openssl dgst -sha256 -verify keys/pack.pem "
				     "-signature SHA256SUMS.sig SHA256SUMS\n");
}

static void
add_ledger(struct buffer *out, const struct readme *readme)
{
	buffer_add_text(out,
			"3. Is the head of the ledger signed by its key (the last key of usage "
			"checkpoint, unless it was changed)?\n"
			"     head -n 3 ledger/checkpoint >/tmp/head; tail -n 1 "
			"ledger/checkpoint | cut -d ' ' -f 3 | openssl base64 -d -A | tail -c "
			"64 >/tmp/sig; openssl pkeyutl -verify -pubin -inkey "
			"keys/checkpoint.pem -rawin -in /tmp/head -sigfile /tmp/sig\n"
			"4. Is each record signed, and in that ledger?\n");
	if (readme->page->redacted)
		buffer_add_text(out, "   Only those that name nobody; of the others index.html "
				     "shows that they are in the ledger.\n");
	buffer_add_text(out, "     for r in records/*[0-9A-Z].json; do changegate verify --trust "
			     "keys/trust.json --receipt \"${r%.json}.receipt\" \"$r\" || break; "
			     "done\n");
	buffer_add_text(out, "5. Does the seed draw this sample from the sealed population?\n");
	if (readme->recipe)
		buffer_add_format(out, "     (cd audit && sh %s)\n", readme->recipe);
	else
		buffer_add_text(out,
				"   No sample was drawn yet. The sealed ids have this digest:\n"
				"     sha256sum audit/population-ids.txt\n");
}

/* By a clock and a key of somebody else. */
static void
add_stamp(struct buffer *out, const struct readme *readme)
{
	char time[21];

	if (!readme->stamped_by)
		return;
	instant_format(time, readme->stamped_at);
	buffer_add_text(out, "\nThe ledger as it was when the population had been sealed, or soon "
			     "after, was there at\n");
	buffer_add_format(out, "%s, says a time-stamping authority, ", time);
	text_safe(out, readme->stamped_by);
	buffer_add_text(out, ". Does it?\n     openssl ts -verify -partial_chain -data "
			     "ledger/checkpoint-time-stamped -in "
			     "ledger/checkpoint-time-stamped.tsr -CAfile "
			     "keys/timestamp-authorities.pem\n"
			     "Compare that certificate with one that you had on another way.\n");
}

void
readme_write(struct buffer *out, const struct readme *readme)
{
	add_head(out, readme);
	add_contents(out, readme);
	add_reconciliation(out, readme);
	add_redacted(out, readme);
	add_keys(out, readme);
	buffer_add_text(out, "How to check it with five commands, in this folder\n"
			     "1. Are all files as they were made?\n"
			     "     sha256sum -c SHA256SUMS\n");
	add_signature(out, readme);
	add_ledger(out, readme);
	add_stamp(out, readme);
	if (readme->example && !readme->page->redacted) {
		buffer_add_text(out, "\nOne record with openssl alone is checked as docs/record-"
				     "format.md of changegate says, for example\nrecords/");
		buffer_add_text(out, readme->example);
		buffer_add_text(out, ".json with keys/record.pem.\n");
	}
	buffer_add_text(out, "\nWhat this pack does not show: that nothing was deployed around the "
			     "gate, and what happened before or\nafter the period. "
			     "audit/population.json lists what was not tested.\n");
}
