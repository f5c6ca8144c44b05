/* SPDX-License-Identifier: Apache-2.0 */
/* May a sample be drawn as it is asked for? See sample_ask.h. */
#include "audit/sample_ask.h"

#include <string.h>

#include "base/text.h"

#define LIMIT_SEED_BYTES 256
#define LIMIT_REASON_BYTES 1000
#define SEED_BYTES_RECOMMENDED 20

static bool
is_printable(const char *text)
{
	for (const char *at = text; *at; at++)
		if (*at < 0x20 || *at > 0x7E)
			return false;
	return true;
}

static bool
is_digits(const char *text)
{
	while (byte_is_digit(*text))
		text++;
	return !*text;
}

bool
sample_is_list(const char *method)
{
	return text_equal(method, SAMPLE_ROWS) || text_equal(method, SAMPLE_IDS);
}

static bool
seed_is_usable(const struct sample_request *request, struct error *err)
{
	size_t length = request->seed ? strlen(request->seed) : 0;

	if (request->seed_time_given && request->seed_time < request->sealed_at)
		return fail(err, ERROR_USAGE,
			    "the seed is older than the seal: whoever knew it could choose what to "
			    "seal; take a new seed");
	if (!request->seed && sample_is_list(request->method))
		return true;
	if (length == 0)
		return fail(err, ERROR_USAGE,
			    "a seed is needed: 20 digits that the auditor throws");
	if (length > LIMIT_SEED_BYTES || !is_printable(request->seed))
		return fail(err, ERROR_USAGE,
			    "the seed must be one line of at most %d printable ASCII characters",
			    LIMIT_SEED_BYTES);
	if (text_equal(request->method, SAMPLE_RIVEST) &&
	    (length < SEED_BYTES_RECOMMENDED || !is_digits(request->seed)))
		return fail(err, ERROR_USAGE,
			    "the seed of " SAMPLE_RIVEST " must be at least %d decimal digits",
			    SEED_BYTES_RECOMMENDED);
	return true;
}

static bool
remark_is_usable(const char *what, const char *text, struct error *err)
{
	if (text &&
	    (strlen(text) > LIMIT_REASON_BYTES || !text[0] || !text_is_utf8(text, strlen(text))))
		return fail(err, ERROR_USAGE, "%s must be 1 to %d bytes of UTF-8", what,
			    LIMIT_REASON_BYTES);
	return true;
}

static bool
method_is_usable(const struct sample_request *request, struct error *err)
{
	bool list = sample_is_list(request->method);

	if (!list && !text_equal(request->method, SAMPLE_METHOD) &&
	    !text_equal(request->method, SAMPLE_RIVEST) && request->method)
		return fail(err, ERROR_USAGE,
			    "the methods are " SAMPLE_METHOD ", " SAMPLE_RIVEST ", " SAMPLE_ROWS
			    " and " SAMPLE_IDS);
	if (request->strata_by && (list || text_equal(request->method, SAMPLE_RIVEST)))
		return fail(err, ERROR_USAGE, "only " SAMPLE_METHOD " draws from strata");
	if (list != (request->listed.count > 0))
		return fail(err, ERROR_USAGE,
			    list ? "the list of records is empty"
				 : "only a list method takes a list of records");
	if (list && (request->earlier.count || request->replaced.count || request->plan))
		return fail(err, ERROR_USAGE,
			    "the auditor's own list is neither planned, extended nor replaced "
			    "here: give the whole list with a new folder");
	return true;
}

static bool
later_stage_is_usable(const struct sample_request *request, struct error *err)
{
	int64_t size = 1;

	if (request->earlier.count >= LIMIT_STAGES)
		return fail(err, ERROR_USAGE, "a sample has at most %d stages", LIMIT_STAGES);
	for (size_t i = 0; i < request->earlier.count; i++) {
		if (request->earlier.at[i].size < size)
			return fail(err, ERROR_USAGE,
				    "a later stage cannot be smaller than one before");
		size = request->earlier.at[i].size;
	}
	if (request->earlier.count && request->size < size)
		return fail(err, ERROR_USAGE,
			    "the sample has %lld records already: what was drawn stays drawn",
			    (long long)size);
	if (request->earlier.count && !request->reason)
		return fail(err, ERROR_USAGE, "why is the sample extended? a reason is needed");
	if (request->replaced.count && !request->earlier.count)
		return fail(err, ERROR_USAGE,
			    "nothing was drawn yet that could be replaced: draw first");
	return remark_is_usable("the reason", request->reason, err);
}

bool
sample_request_check(const struct sample_request *request, struct error *err)
{
	if (!request->seal)
		return fail(err, ERROR_USAGE,
			    "the population is not sealed: seal it, then let the auditor give a "
			    "seed");
	if (request->size < 1 && !sample_is_list(request->method) &&
	    !(request->size == 0 && request->plan))
		return fail(err, ERROR_USAGE, "the sample must have at least one record");
	if (request->targeted.count > LIMIT_CHOSEN || request->listed.count > LIMIT_CHOSEN ||
	    request->replaced.count > LIMIT_CHOSEN)
		return fail(err, ERROR_USAGE, "more than %d records were chosen", LIMIT_CHOSEN);
	return method_is_usable(request, err) && seed_is_usable(request, err) &&
	       remark_is_usable("who made the seed", request->seed_by, err) &&
	       remark_is_usable("how the seed was made", request->seed_how, err) &&
	       later_stage_is_usable(request, err);
}

static void
add_seed_warnings(struct arena *arena, const struct sample_request *request, struct texts *warnings)
{
	if (strlen(request->seed) < SEED_BYTES_RECOMMENDED)
		texts_add(
			arena, warnings,
			"the seed has fewer than 20 characters: few enough to try them all before "
			"sealing");
	if (!request->seed_time_given)
		texts_add(
			arena, warnings,
			"it was not said when the seed was made: whether that was after the seal is "
			"not tested");
}

void
sample_add_warnings(struct arena *arena, const struct sample_request *request,
		    struct sample *sample)
{
	size_t stages = sample->stages.count;

	if (sample->seed && !sample_is_list(sample->method))
		add_seed_warnings(arena, request, &sample->warnings);
	if (text_equal(sample->method, SAMPLE_IDS))
		texts_add(arena, &sample->warnings,
			  "these records were chosen, not drawn: nothing can be concluded from "
			  "them to the others");
	if (text_equal(sample->method, SAMPLE_ROWS))
		texts_add(arena, &sample->warnings,
			  "the rows were drawn elsewhere: that they were drawn at random is not "
			  "tested");
	if (stages > 1 && sample->stages.at[stages - 1].size > sample->stages.at[0].size)
		texts_add(arena, &sample->warnings,
			  "the sample was extended: if that was because of deviations, the stated "
			  "risk no longer holds, unless the second stage was planned before the "
			  "first was looked at");
	if (sample->plan && sample->plan->frequency)
		texts_add(arena, &sample->warnings,
			  "the size is the customary one for the frequency of the control, which "
			  "says nothing about risk: see what it shows if nothing deviates");
	for (size_t i = 0; i < sample->strata.count; i++)
		if (sample->strata.at[i].replaced &&
		    sample->strata.at[i].size + sample->strata.at[i].replaced ==
			    sample->strata.at[i].population)
			texts_add(arena, &sample->warnings,
				  "a stratum was drawn to the end: not every replaced record may "
				  "have a replacement");
}
