/* SPDX-License-Identifier: Apache-2.0 */
/* How long does a deploy wait for tests that still run? See wait_for_tests.h. */
#include "cmd/wait_for_tests.h"

#include "base/text.h"
#include "base/time.h"
#include "cmd/judging.h"
#include "cmd/output.h"
#include "integrations/pause.h"

#define LONGEST_WAIT_SECONDS 21600 /* a job of GitHub may last so long */
#define FIRST_PAUSE_MS 2000
#define LONGEST_PAUSE_MS 60000

/* Nothing is in the way but tests that still run, or ended after this began. */
static bool
lacks_only_time(const struct evaluation *evaluation)
{
	bool lacks = false;

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding->verdict != FAIL && finding->verdict != UNKNOWN)
			continue;
		if (!text_equal(finding->code, "TEST-PENDING") &&
		    !text_equal(finding->code, "TEST-LATE"))
			return false;
		lacks = true;
	}
	return lacks;
}

/* What is wrong is said when it is judged for the record. */
static bool
is_to_wait(const struct gathering *gathering, const char *service)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct judging judging;
	struct key_state state;
	struct error ignored;

	return judging_begin(gathering, service, &judging, &ignored) &&
	       judging_look(&judging, &log, &state, &ignored) &&
	       judging_judge(&judging, &log, &state, &ignored) &&
	       lacks_only_time(&judging.evaluation);
}

static bool
read_wait(const struct arguments *arguments, int64_t *seconds, struct error *err)
{
	const char *text = argument(arguments, "--wait");

	*seconds = 0;
	if (!text || (duration_parse(text, seconds) && *seconds <= LONGEST_WAIT_SECONDS))
		return true;
	return fail(err, ERROR_USAGE, "--wait: a duration up to 6h, such as 10m");
}

bool
wait_for_tests(const struct arguments *arguments, const struct texts *services,
	       struct gathering *gathering, struct error *err)
{
	const struct question question = gathering->question;
	struct pause pause = {.first_ms = FIRST_PAUSE_MS, .longest_ms = LONGEST_PAUSE_MS};
	struct patience patience = pause_patience(&pause);
	int64_t seconds;

	if (!read_wait(arguments, &seconds, err))
		return false;
	pause.budget_ms = seconds * 1000;
	for (int times = 0; seconds; times++) {
		bool waits = false;

		for (size_t i = 0; i < services->count && !waits; i++)
			waits = is_to_wait(gathering, services->at[i]);
		if (!waits || !patience.wait(patience.self, times))
			return true;
		output_log("waiting for tests that still run");
		if (!gathering_begin(gathering->world, arguments, &question, true, gathering, err))
			return false;
	}
	return true;
}
