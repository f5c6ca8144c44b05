/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the gate wired so that it works, and so that nobody gets around it? Looks at the clone, the
 * policy, the token, the clock and the forge's rules. Changes nothing.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/actions.h"
#include "cmd/doctor_gate.h"
#include "cmd/doctor_people.h"
#include "cmd/doctor_token.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/stamping.h"
#include "cmd/world.h"
#include "integrations/github.h"

/* ---- the clone and the policy ---- */

static void
look_at_clone(struct doctor *doctor, const struct world *world)
{
	const char *shallow = arena_format(doctor->arena, "%s/shallow", git_folder(world->git));
	bool cut_off = access(shallow, F_OK) == 0;

	if (cut_off && world->policy.forge != FORGE_NONE)
		doctor_say(doctor, SHOW_PASS, "clone",
			   "it is shallow: each deploy fetches the rest from the origin, which "
			   "fetch-depth: 0 of actions/checkout would do once");
	else if (cut_off)
		doctor_say(doctor, SHOW_FAIL, "clone",
			   "it is shallow, and a deploy needs the history: fetch-depth: 0 of "
			   "actions/checkout, or git fetch --unshallow");
	else
		doctor_say(doctor, SHOW_PASS, "clone", "it has the whole history");
}

static void
look_at_policy(struct doctor *doctor, const struct world *world)
{
	struct texts unsatisfiable = {0};

	policy_unsatisfiable(doctor->arena, &world->policy, &unsatisfiable);
	doctor_say(doctor, SHOW_PASS, "policy", "%s of %s is valid",
		   world->policy_facts.source.path,
		   world->policy_facts.source.ref ? world->policy_facts.source.ref : "a file");
	for (size_t i = 0; i < unsatisfiable.count; i++)
		doctor_say(doctor, SHOW_FAIL, "policy", "POLICY-UNSATISFIABLE: %s",
			   unsatisfiable.at[i]);
	doctor->policy = &world->policy;
	doctor->branch = world->policy_facts.source.branch ? world->policy_facts.source.branch
			 : world->protected_ref.name       ? world->protected_ref.name
							   : "main";
}

/* ---- the trigger ---- */

static void
look_at_trigger(struct doctor *doctor)
{
	static const struct {
		const char *event;
		enum showing showing;
		const char *says;
	} events[] = {
		{"pull_request", SHOW_PASS, "'changegate pr' knows its number"},
		{"pull_request_review", SHOW_PASS, "'changegate pr' knows its number"},
		{"pull_request_target", SHOW_PASS,
		 "'changegate pr' knows its number; never check out the head in such a job"},
		{"merge_group", SHOW_PASS, "'changegate pr' judges each request of the group"},
		{"push", SHOW_PASS, "for 'changegate deploy'"},
		{"workflow_dispatch", SHOW_PASS, "for 'changegate deploy'"},
		{"deployment", SHOW_PASS, "for 'changegate deploy'"},
		{"release", SHOW_PASS, "for 'changegate deploy'"},
	};
	const char *event = getenv("GITHUB_EVENT_NAME");

	if (!actions_running() || !event || !text_is_utf8(event, strlen(event)))
		return;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (text_equal(events[i].event, event)) {
			doctor_say(doctor, events[i].showing, "trigger", "%s: %s", event,
				   events[i].says);
			return;
		}
	doctor_say(doctor, SHOW_NOT_APPLICABLE, "trigger",
		   "%s: give 'changegate pr' the number of the change request", event);
}

/* ---- the forge ---- */

static bool
look_at_forge(struct doctor *doctor, const struct arguments *arguments, struct error *err)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	struct github_settings settings;
	struct error why = {0};

	if (doctor->policy->forge != FORGE_GITHUB) {
		doctor_say(doctor, SHOW_NOT_APPLICABLE, "forge", "the policy names none");
		return true;
	}
	if (!gather_forge_settings(doctor->policy, argument_given(arguments, "--debug-http"),
				   &settings, err))
		return false;
	if (!github_open(&settings, &github, &why)) {
		doctor_say(doctor, why.code == ERROR_UNAVAILABLE ? SHOW_UNKNOWN : SHOW_FAIL,
			   "token", "%s", why.message);
		return true;
	}
	doctor->github = github;
	doctor_token(doctor);
	doctor_gate(doctor);
	doctor_people_at_forge(doctor);
	doctor->github = NULL;
	return true;
}

/* ---- who says since when records are there ---- */

static void
look_at_timestamps(struct doctor *doctor, const struct arguments *arguments, struct world *world)
{
	struct timestamp timestamp;
	struct error why = {0};

	if (!doctor->policy->ledger.timestamp)
		return;
	if (stamping_try(world, arguments, &timestamp, &why))
		doctor_say(doctor, SHOW_PASS, "timestamp", "%s answers, and is believed",
			   timestamp.authority);
	else
		doctor_say(doctor, why.code == ERROR_UNAVAILABLE ? SHOW_UNKNOWN : SHOW_FAIL,
			   "timestamp", "%s", why.message);
}

/* ---- all of it ---- */

static bool
look(struct doctor *doctor, const struct arguments *arguments, struct world *world,
     struct error *err)
{
	struct error why = {0};

	look_at_trigger(doctor);
	if (!world_open(doctor->arena, arguments, world, &why)) {
		if (world->git)
			look_at_clone(doctor, world);
		doctor_say(doctor, why.code == ERROR_UNAVAILABLE ? SHOW_UNKNOWN : SHOW_FAIL,
			   world->git ? "policy" : "clone", "%s", why.message);
		return true;
	}
	look_at_clone(doctor, world);
	look_at_policy(doctor, world);
	if (!look_at_forge(doctor, arguments, err))
		return false;
	if (doctor->policy->forge == FORGE_GITHUB)
		doctor_permissions(doctor);
	else
		doctor_people_who_sign(doctor, world);
	look_at_timestamps(doctor, arguments, world);
	return true;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct doctor doctor = {.arena = arena, .out = &out};

	if (!output_color(arguments, &doctor.color, err))
		return false;
	buffer_add_text(&out, "changegate doctor\n");
	if (!look(&doctor, arguments, &world, err))
		return false;
	*status = doctor.failed ? STATUS_REFUSED : doctor.unknown ? STATUS_UNKNOWN : STATUS_ALLOWED;
	return output_stdout(&out, err);
}

static const struct option options[] = {
	WORLD_OPTIONS,
	FORGE_OPTIONS,
	{"--color", "auto|always|never", false, false, "colour of the report"},
	{NULL, NULL, false, false, NULL},
};

const struct command doctor_command = {
	.name = "doctor",
	.audience = FOR_DEVOPS,
	.purpose = "check the wiring: clone, policy, token, clock, and ways around the gate",
	.options = options,
	.run = run,
};
