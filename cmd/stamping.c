/* SPDX-License-Identifier: Apache-2.0 */
/* Who says since when the ledger's records are there? See stamping.h. */
#include "cmd/stamping.h"

#include <stdlib.h>

#include "base/text.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "integrations/clock.h"

#define LONGEST_BUDGET_MS 15000 /* for the authority, and for others' pushes: a deploy waits */

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
open_client(struct world *world, const struct arguments *arguments, bool hurried,
	    struct http **http, struct error *err)
{
	struct github_settings settings;
	const char *authorities = getenv("CHANGEGATE_TIMESTAMP_CA_FILE");

	if (!gather_forge_settings(&world->policy, argument_given(arguments, "--debug-http"),
				   &settings, err))
		return false;
	settings.http.ca_name = "CHANGEGATE_TIMESTAMP_CA_FILE";
	settings.http.ca_file = authorities && authorities[0] ? authorities : NULL;
	if (hurried && settings.http.budget_ms > LONGEST_BUDGET_MS)
		settings.http.budget_ms = LONGEST_BUDGET_MS;
	return http_open(&settings.http, http, err);
}

/* What answers, and who believes it. */
struct authority {
	struct tsa *tsa;
	struct http *http;
	struct tsa_client client;
};

static void
authority_close(struct authority *authority)
{
	http_close(authority->http);
	tsa_close(authority->tsa);
}

static bool
authority_open(struct world *world, const struct arguments *arguments, bool hurried,
	       struct authority *authority, struct error *err)
{
	if (!stamping_believed(&world->trust, &authority->tsa, err))
		return false;
	if (!authority->tsa)
		return fail(err, ERROR_USAGE,
			    "the trust root names no timestampAuthorities: nothing says whose "
			    "time-stamps count");
	if (!open_client(world, arguments, hurried, &authority->http, err))
		return false;
	authority->client = (struct tsa_client){authority->tsa, authority->http,
						world->policy.ledger.timestamp};
	return true;
}

static bool
stamp(struct arena *arena, struct world *world, const struct arguments *arguments, int64_t every,
      bool hurried, struct stamped *out, struct error *err)
{
	RELEASED_BY(authority_close) struct authority authority = {0};
	struct sequencer sequencer = world_sequencer(world);
	struct stamping stamping = {.sequencer = &sequencer, .now = clock_now(), .every = every};

	if (hurried)
		world->retry.budget_ms = LONGEST_BUDGET_MS; /* while others are faster */
	if (!authority_open(world, arguments, hurried, &authority, err))
		return false;
	tsa_reader(authority.tsa, &stamping.reader);
	tsa_service(&authority.client, &stamping.service);
	return stamp_ledger(arena, &stamping, out, err);
}

static bool
read_trust(struct world *world, const struct arguments *arguments, struct error *err)
{
	const char *file = argument(arguments, "--trust");

	if (world->trust.schema)
		return true;
	return file ? world_read_trust(world->arena, file, &world->trust, err)
		    : world_trust_at_ref(world, err);
}

bool
stamping_try(struct world *world, const struct arguments *arguments, struct timestamp *out,
	     struct error *err)
{
	RELEASED_BY(authority_close) struct authority authority = {0};
	RELEASED_BY(buffer_release) struct buffer response = {0};
	struct timestamp_service service;
	struct sha256 digest;

	if (!read_trust(world, arguments, err) ||
	    !authority_open(world, arguments, true, &authority, err))
		return false;
	sha256(&digest, "", 0);
	tsa_service(&authority.client, &service);
	return service.ask(service.self, world->arena, &digest, &response, out, err);
}

bool
stamping_now(struct world *world, const struct arguments *arguments, struct stamped *out,
	     struct error *err)
{
	if (!world->policy.ledger.timestamp)
		return fail(err, ERROR_USAGE,
			    "the policy names no authority: set ledger.timestamp to its address");
	return stamp(world->arena, world, arguments, 0, false, out, err);
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
	struct arena arena RELEASED_BY(arena_release) = {0}; /* who sequences goes on for months */
	struct stamped stamped;
	struct error why;

	if (world->policy.ledger.timestamp &&
	    !stamp(&arena, world, arguments, every, true, &stamped, &why))
		output_log("LEDGER-UNSTAMPED: %s; the record counts all the same, and the next "
			   "time-stamp covers it: 'changegate ledger stamp'",
			   why.message);
}
