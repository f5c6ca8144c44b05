/* SPDX-License-Identifier: Apache-2.0 */
/* Who says since when the ledger's records are there? See stamping.h. */
#include "cmd/stamping.h"

#include <stdlib.h>

#include "base/text.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "integrations/clock.h"

#define LONGEST_BUDGET_MS 15000 /* a deploy waits for it */

bool
stamping_believed(const struct trust *trust, struct tsa **out, struct error *err)
{
	if (!trust || trust->timestamp_authorities.count == 0)
		return true;
	if (tsa_open(&trust->timestamp_authorities, out, err))
		return true;
	fail_as(err, ERROR_LEDGER);
	return fail_while(err, "reading the trust root");
}

static bool
open_client(struct world *world, const struct arguments *arguments, struct http **http,
	    struct error *err)
{
	struct github_settings settings;
	const char *authorities = getenv("CHANGEGATE_TIMESTAMP_CA_FILE");

	if (!gather_forge_settings(&world->policy, argument_given(arguments, "--debug-http"),
				   &settings, err))
		return false;
	settings.http.ca_name = "CHANGEGATE_TIMESTAMP_CA_FILE";
	settings.http.ca_file = authorities && authorities[0] ? authorities : NULL;
	if (settings.http.budget_ms > LONGEST_BUDGET_MS)
		settings.http.budget_ms = LONGEST_BUDGET_MS;
	return http_open(&settings.http, http, err);
}

static bool
stamp(struct world *world, const struct arguments *arguments, int64_t every, struct stamped *out,
      struct error *err)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = NULL;
	RELEASED_BY(http_release) struct http *http = NULL;
	struct sequencer sequencer = world_sequencer(world);
	struct stamping stamping = {.sequencer = &sequencer, .now = clock_now(), .every = every};
	struct tsa_client client;

	if (!stamping_believed(&world->trust, &tsa, err))
		return false;
	if (!tsa)
		return fail(err, ERROR_USAGE,
			    "the trust root names no timestampAuthorities: nothing says whose "
			    "time-stamps count");
	if (!open_client(world, arguments, &http, err))
		return false;
	client = (struct tsa_client){tsa, http, world->policy.ledger.timestamp};
	tsa_reader(tsa, &stamping.reader);
	tsa_service(&client, &stamping.service);
	return stamp_ledger(world->arena, &stamping, out, err);
}

bool
stamping_now(struct world *world, const struct arguments *arguments, struct stamped *out,
	     struct error *err)
{
	if (!world->policy.ledger.timestamp)
		return fail(err, ERROR_USAGE,
			    "the policy names no authority: set ledger.timestamp to its address");
	return stamp(world, arguments, 0, out, err);
}

void
stamping_after_append(struct world *world, const struct arguments *arguments)
{
	if (world->policy.ledger.mode == LEDGER_IN_STEP)
		stamping_after(world, arguments, STAMPING_EVERY);
}

void
stamping_after(struct world *world, const struct arguments *arguments, int64_t every)
{
	struct stamped stamped;
	struct error why;

	if (world->policy.ledger.timestamp && !stamp(world, arguments, every, &stamped, &why))
		output_log("LEDGER-UNSTAMPED: %s; the record counts all the same, and the next "
			   "time-stamp covers it: 'changegate ledger stamp'",
			   why.message);
}
