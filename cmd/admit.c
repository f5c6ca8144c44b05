/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May just this be deployed now? The last step before a deploy, asked by whoever carries it out:
 * with the file that the gate wrote and a trust root, but no token, no repository and no ledger.
 */
#include "base/encoding.h"
#include "base/text.h"
#include "base/time.h"
#include "cmd/output.h"
#include "cmd/world.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "ledger/admission.h"

#define MAX_AGE_SECONDS 1800
#define ADMISSION_BYTES (LIMIT_ENVELOPE_BYTES + LIMIT_TRUST_BYTES)

/* A question that leaves one of these open would admit what nobody looked at. */
static bool
check_asked(const struct arguments *arguments, struct error *err)
{
	static const char *const needed[] = {"--receipt",  "--trust", "--sha",
					     "--artifact", "--env",   NULL};
	static const char *const optional[] = {"--service", "--run", NULL};

	for (size_t i = 0; needed[i]; i++)
		if (!argument(arguments, needed[i]) || !argument(arguments, needed[i])[0])
			return fail(err, ERROR_USAGE, "admit needs %s", needed[i]);
	for (size_t i = 0; optional[i]; i++)
		if (argument_given(arguments, optional[i]) && !argument(arguments, optional[i])[0])
			return fail(err, ERROR_USAGE, "%s is empty", optional[i]);
	return true;
}

static bool
read_request(const struct arguments *arguments, struct admission_request *request,
	     struct error *err)
{
	const char *age = argument(arguments, "--max-age");

	*request = (struct admission_request){.commit = argument(arguments, "--sha"),
					      .artifact = argument(arguments, "--artifact"),
					      .environment = argument(arguments, "--env"),
					      .service = argument(arguments, "--service"),
					      .run = argument(arguments, "--run"),
					      .now = clock_now(),
					      .max_age = MAX_AGE_SECONDS};
	if (!check_asked(arguments, err))
		return false;
	if (!text_is_hex(request->commit, 40))
		return fail(err, ERROR_USAGE,
			    "--sha is not a whole commit id of 40 lower-case hex digits");
	if (!text_starts_with(request->artifact, "sha256:") ||
	    !text_is_hex(request->artifact + 7, 64))
		return fail(err, ERROR_USAGE,
			    "--artifact is not 'sha256:' and 64 lower-case hex digits");
	if (age && !duration_parse(age, &request->max_age))
		return fail(err, ERROR_USAGE,
			    "--max-age is not a duration, such as 90s, 30m or 12h");
	return true;
}

static void
tell_refusals(struct buffer *out, const struct admission_refusals *refusals)
{
	for (size_t i = 0; i < refusals->count; i++)
		buffer_add_format(out, "FAIL  %s  %s\n", refusals->at[i].code, refusals->at[i].why);
	buffer_add_text(out, "not admitted\n");
}

/* What was allowed without being judged as a change is to be seen as such. */
static void
tell_kind(struct buffer *out, const struct record *record)
{
	if (record->kind != RECORD_DEPLOYMENT)
		buffer_add_format(out, "note  allowed as a %s, not as a change that was judged\n",
				  record_kind_names[record->kind]);
	if (record->custody == CUSTODY_HANDED_OVER)
		buffer_add_text(out, "note  the evidence was handed over between jobs\n");
}

static void
tell_record(struct arena *arena, struct buffer *out, const struct admission *admission)
{
	const struct record *record = &admission->unsealed.record;
	char time[21];

	instant_format(time, record->time);
	buffer_add_format(out, "record %s, judged at %s: %s of service %s of %s\n",
			  text_shown(arena, record->record_id), time,
			  record_kind_names[record->kind], text_shown(arena, record->key.service),
			  text_shown(arena, record->key.repository));
	buffer_add_format(out, "leaf %lld of %lld of the ledger '%s', signed by %s\n",
			  (long long)admission->receipt.index,
			  (long long)admission->receipt.checkpoint.size,
			  text_shown(arena, admission->receipt.checkpoint.origin),
			  admission->unsealed.signed_by->fingerprint);
}

static void
tell_unasked(struct buffer *out, const struct admission_request *request)
{
	buffer_add_format(out,
			  "Not checked: %s%swhat the ledger has learnt since (a failed deploy, a "
			  "newer one)\n",
			  request->service ? "" : "the service (give --service), ",
			  request->run ? "" : "the run (give --run), ");
}

static bool
answer(struct arena *arena, const struct admission *admission,
       const struct admission_request *request, enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct admission_refusals refusals = {0};

	admission_judge(arena, admission, request, &refusals);
	tell_record(arena, &out, admission);
	*status = refusals.count ? STATUS_REFUSED : STATUS_ALLOWED;
	if (refusals.count) {
		tell_refusals(&out, &refusals);
		return output_stdout(&out, err);
	}
	tell_kind(&out, &admission->unsealed.record);
	tell_unasked(&out, request);
	buffer_add_text(&out, "admitted\n");
	return output_stdout(&out, err);
}

static bool
tell_unproven(struct arena *arena, const char *code, const struct error *why, enum status *status,
	      struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out, "FAIL  %s  %s\nnot admitted\n", code,
			  text_shown(arena, why->message));
	*status = STATUS_LEDGER;
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(trust_release) struct trust trust = {0};
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct admission_request request;
	struct admission admission;
	struct error why;
	const char *code;

	if (!read_request(arguments, &request, err) ||
	    !world_read_trust(arena, argument(arguments, "--trust"), &trust, err))
		return false;
	if (!disk_read(argument(arguments, "--receipt"), ADMISSION_BYTES, &bytes, err))
		return fail_as(err, ERROR_LEDGER);
	if (!admission_read(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &trust, &admission,
			    &code, &why))
		return tell_unproven(arena, code, &why, status, err);
	return answer(arena, &admission, &request, status, err);
}

static const struct option options[] = {
	{"--receipt", "FILE", false, false, "what deploy --output admission=FILE wrote"},
	{"--trust", "FILE", false, false, "trust root of the ledger"},
	{"--sha", "COMMIT", false, false, "the commit that is about to be deployed"},
	{"--artifact", "sha256:HEX", false, false, "digest of what is about to be deployed"},
	{"--env", "NAME", false, false, "the environment that is about to be deployed to"},
	{"--service", "NAME", false, false, "the service (default: any)"},
	{"--run", "NUMBER", false, false, "the run of the platform (default: any)"},
	{"--max-age", "DURATION", false, false, "how old the verdict may be (default: 30m)"},
	{NULL, NULL, false, false, NULL},
};

const struct command admit_command = {
	.name = "admit",
	.audience = FOR_DEVOPS,
	.purpose = "offline, just before the deploy: was just this allowed just now?",
	.options = options,
	.run = run,
};
