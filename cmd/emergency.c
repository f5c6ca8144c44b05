/* SPDX-License-Identifier: Apache-2.0 */
/* Who calls an emergency, why, and who answers for it? See emergency.h. */
#include "cmd/emergency.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "checks/outage.h"
#include "core/authorisation.h"
#include "core/business_days.h"
#include "integrations/disk.h"

#define SUFFIX ".sig"

bool
emergency_called(const struct arguments *arguments)
{
	return argument_given(arguments, "--emergency") ||
	       argument_given(arguments, "--break-glass");
}

/* Without an emergency they would look as if they had been heard. */
static bool
check_alone(const struct arguments *arguments, struct error *err)
{
	static const char *const parts[] = {"--reason", "--authorisation", "--authoriser",
					    "--spool"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (argument_given(arguments, parts[i]))
			return fail(err, ERROR_USAGE,
				    "%s goes with --emergency KEY or --break-glass", parts[i]);
	return true;
}

static bool
check_reason(const char *reason, struct error *err)
{
	if (!reason || !reason[0])
		return fail(err, ERROR_USAGE, "why is it an emergency? say it with --reason TEXT");
	if (strlen(reason) > LIMIT_REASON_BYTES || !text_is_utf8(reason, strlen(reason)))
		return fail(err, ERROR_USAGE, "--reason is no text of at most %d bytes",
			    LIMIT_REASON_BYTES);
	return true;
}

/* NULL, with the reason kept, if it cannot be read or is no text. */
static const char *
read_text(struct arena *arena, const char *path, size_t limit, const char **problem)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct error err;

	if (!disk_read(path, limit, &bytes, &err)) {
		*problem = arena_format(arena, "it could not be read: %s", err.message);
		return NULL;
	}
	if (!bytes.length || !text_is_utf8(bytes.bytes, bytes.length) ||
	    memchr(bytes.bytes, '\0', bytes.length)) {
		*problem = "it is no text";
		return NULL;
	}
	return arena_copy(arena, bytes.bytes, bytes.length);
}

/* The file that was signed, or its signature: the other is beside it. */
static void
read_one(struct arena *arena, const char *path, struct signed_authorisation *out)
{
	if (text_ends_with(path, SUFFIX))
		path = arena_copy(arena, path, strlen(path) - strlen(SUFFIX));
	out->bytes = read_text(arena, path, AUTHORISATION_BYTES, &out->problem);
	if (out->bytes)
		out->armoured = read_text(arena, arena_format(arena, "%s" SUFFIX, path),
					  LIMIT_SIGNATURE_BYTES, &out->problem);
}

bool
emergency_read(struct arena *arena, const struct arguments *arguments, struct gathering *gathering,
	       struct error *err)
{
	struct emergency_facts *facts;
	struct texts files = {0};

	if (!emergency_called(arguments))
		return check_alone(arguments, err);
	if (gathering->question.baseline)
		return fail(err, ERROR_USAGE,
			    "--baseline is no emergency: nothing is in place to go on from");
	if (!check_reason(argument(arguments, "--reason"), err))
		return false;
	arguments_all(arena, arguments, "--authorisation", &files);
	if (files.count > LIMIT_AUTHORISATIONS)
		return fail(err, ERROR_USAGE, "at most %d authorisations are read",
			    LIMIT_AUTHORISATIONS);
	facts = arena_allocate(arena, sizeof(*facts));
	facts->incident = argument(arguments, "--emergency");
	facts->reason = argument(arguments, "--reason");
	facts->authoriser = argument(arguments, "--authoriser");
	facts->break_glass = argument_given(arguments, "--break-glass");
	facts->time = gathering->evidence.now.time;
	for (size_t i = 0; i < files.count; i++)
		read_one(arena, files.at[i], LIST_ADD(arena, &facts->authorisations));
	facts->authorisation_count = (int64_t)files.count;
	gathering->evidence.emergency = facts;
	return true;
}

static void
verify_one(struct arena *arena, const struct signing *signing, struct signed_authorisation *one)
{
	one->signature = NULL;
	if (one->bytes && one->armoured)
		one->signature = signature_of_message(arena, signing, NAMESPACE_EMERGENCY,
						      one->bytes, strlen(one->bytes), one->armoured,
						      strlen(one->armoured));
}

/* Two policies may judge: what is due sooner is due. */
static void
set_due(const struct policy *policy, struct emergency_facts *facts)
{
	if (!policy->emergency || !business_due(policy->emergency->retro.due, &policy->holidays,
						facts->time, &facts->due))
		facts->due = 0;
}

void
emergency_verify(struct arena *arena, const struct policy *policy, const struct signing *signing,
		 struct evidence *evidence)
{
	const struct emergency_facts *read = evidence->emergency;
	struct emergency_facts *facts;

	if (!read)
		return;
	facts = arena_allocate(arena, sizeof(*facts));
	*facts = *read;
	facts->authorisations.at = NULL;
	facts->authorisations.count = 0;
	for (size_t i = 0; i < read->authorisations.count; i++) {
		struct signed_authorisation *one = LIST_ADD(arena, &facts->authorisations);

		*one = read->authorisations.at[i];
		verify_one(arena, signing, one);
	}
	set_due(policy, facts);
	evidence->emergency = facts;
}

void
emergency_note_unknowns(struct arena *arena, struct evidence *evidence)
{
	struct emergency_facts *facts = evidence->emergency;
	struct outages outages = {0};

	if (!facts || !facts->break_glass)
		return;
	outages_list(arena, evidence, &outages);
	for (size_t i = 0; i < outages.all.count; i++)
		texts_add(arena, &facts->unknowns,
			  arena_format(arena, "%s: %s", outages.all.at[i].what,
				       outages.all.at[i].why));
}
