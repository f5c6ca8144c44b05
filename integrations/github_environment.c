/* SPDX-License-Identifier: Apache-2.0 */
/* How is GitHub asked about an environment and its run? See github_environment.h. */
#include "integrations/github_environment.h"

#include "base/text.h"

enum part {
	PART_RUN,
	PART_OPENINGS,
	PART_SETTINGS,
	PART_ADMITTED,
	PART_PROTECTED,
	PART_SECRETS,
	PART_REPOSITORY_SECRETS,
	PART_ORGANIZATION_SECRETS,
	PARTS
};

struct asking {
	struct github_work *work;
	struct github_asks *asks;
};

struct taking {
	struct github_work *work;
	struct protection *protection;
	const struct github_ask *of[PARTS]; /* NULL: not asked */
};

static void
ask_path(struct asking *asking, enum part part, const char *path)
{
	struct github_ask *ask = LIST_ADD(asking->work->arena, &asking->asks->all);

	ask->path = path;
	ask->tag = (size_t)part;
}

static void
ask_of_run(struct asking *asking)
{
	const struct protection_question *question = asking->work->question->protection;
	struct arena *arena = asking->work->arena;

	if (question->run && question->runs)
		ask_path(asking, PART_RUN, arena_format(arena, "/actions/runs/%s", question->run));
	if (question->run && question->openings)
		ask_path(asking, PART_OPENINGS,
			 arena_format(arena, "/actions/runs/%s/approvals", question->run));
}

static void
ask_of_environment(struct asking *asking, const char *environment)
{
	const struct protection_question *question = asking->work->question->protection;
	struct arena *arena = asking->work->arena;
	const char *path =
		arena_format(arena, "/environments/%s", github_escape(arena, environment));

	if (question->settings) {
		ask_path(asking, PART_SETTINGS, path);
		ask_path(asking, PART_ADMITTED,
			 arena_format(arena, "%s/deployment-branch-policies?per_page=100", path));
		ask_path(asking, PART_PROTECTED, "/branches?protected=true&per_page=1");
	}
	if (question->secrets) {
		ask_path(asking, PART_SECRETS,
			 arena_format(arena, "%s/secrets?per_page=100", path));
		ask_path(asking, PART_REPOSITORY_SECRETS, "/actions/secrets?per_page=100");
		ask_path(asking, PART_ORGANIZATION_SECRETS,
			 "/actions/organization-secrets?per_page=100");
	}
}

void
github_environment_ask(struct github_work *work, struct github_asks *asks)
{
	struct asking asking = {work, asks};

	if (!work->question->protection)
		return;
	ask_of_run(&asking);
	if (work->question->environment)
		ask_of_environment(&asking, work->question->environment);
}

/* ---- what came back ---- */

static void
set_availability(struct availability *availability, const char *why)
{
	*availability = (struct availability){why ? UNAVAILABLE : KNOWN, why};
}

static void
take_run(struct taking *taking)
{
	const struct github_ask *ask = taking->of[PART_RUN];
	struct gate_run run = {.id = taking->work->question->protection->run};
	const char *why;

	taking->protection->run.id = run.id;
	if (!ask)
		return;
	why = ask->ok ? github_read_gate_run(taking->work->arena, ask->root, &run) : NULL;
	why = github_why_not(taking->work->arena, ask, why);
	if (why)
		run = (struct gate_run){.id = run.id};
	set_availability(&run.availability, why);
	taking->protection->run = run;
}

static void
take_openings(struct taking *taking)
{
	const struct github_ask *ask = taking->of[PART_OPENINGS];
	struct gate_openings openings = {0};
	const char *why;

	if (!ask)
		return;
	why = ask->ok ? github_read_openings(taking->work->arena, ask->root, &openings) : NULL;
	why = github_why_not(taking->work->arena, ask, why);
	if (why)
		openings = (struct gate_openings){0};
	set_availability(&openings.availability, why);
	taking->protection->openings = openings;
}

/* Which branches get in, where that is a list of somebody's. */
static void
take_branches(struct taking *taking, struct gate_settings *settings)
{
	struct arena *arena = taking->work->arena;
	bool listed = settings->admits == ADMITS_LISTED;
	const struct github_ask *ask = taking->of[listed ? PART_ADMITTED : PART_PROTECTED];
	struct gate_settings before = *settings;
	const char *why = NULL;

	if (settings->admits == ADMITS_ANY)
		return;
	if (ask->ok)
		why = listed ? github_read_admitted(arena, ask->root, settings)
			     : github_read_protected(arena, ask->root, settings);
	why = github_why_not(arena, ask, why);
	if (why)
		*settings = before;
	set_availability(&settings->branches_known, why);
}

static void
take_settings(struct taking *taking)
{
	const struct github_ask *ask = taking->of[PART_SETTINGS];
	struct gate_settings settings = {0};
	const char *why;

	if (!ask)
		return;
	why = ask->ok ? github_read_settings(taking->work->arena, ask->root, &settings) : NULL;
	why = github_why_not(taking->work->arena, ask, why);
	if (why)
		settings = (struct gate_settings){0};
	else
		take_branches(taking, &settings);
	set_availability(&settings.availability, why);
	taking->protection->settings = settings;
}

static const char *
read_names(struct taking *taking, enum part part, struct texts *names)
{
	const struct github_ask *ask = taking->of[part];
	const char *why =
		ask->ok ? github_read_secrets(taking->work->arena, ask->root, names) : NULL;

	return github_why_not(taking->work->arena, ask, why);
}

static void
take_secrets(struct taking *taking)
{
	struct gate_secrets secrets = {0};
	struct texts others = {0};
	const char *why;

	if (!taking->of[PART_SECRETS])
		return;
	why = read_names(taking, PART_SECRETS, &secrets.names);
	why = why ? why : read_names(taking, PART_REPOSITORY_SECRETS, &others);
	why = why ? why : read_names(taking, PART_ORGANIZATION_SECRETS, &others);
	for (size_t i = 0; i < secrets.names.count; i++)
		if (texts_contain(&others, secrets.names.at[i]))
			texts_add(taking->work->arena, &secrets.elsewhere, secrets.names.at[i]);
	secrets.count = (int64_t)secrets.names.count;
	if (why)
		secrets = (struct gate_secrets){0};
	set_availability(&secrets.availability, why);
	taking->protection->secrets = secrets;
}

void
github_environment_read(struct github_work *work, const struct github_asks *asks)
{
	struct taking taking = {.work = work};

	if (!work->question->protection)
		return;
	taking.protection = arena_allocate(work->arena, sizeof(*taking.protection));
	taking.protection->environment = work->question->environment;
	for (size_t i = 0; i < asks->all.count; i++)
		taking.of[asks->all.at[i].tag] = &asks->all.at[i];
	take_run(&taking);
	take_openings(&taking);
	take_settings(&taking);
	take_secrets(&taking);
	work->facts->protection = taking.protection;
}
