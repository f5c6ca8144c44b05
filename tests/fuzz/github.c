/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can an answer of GitHub break its readers? Input: any JSON, tried as everything that is read.
 * What is read without complaint can be written as evidence and says what was counted.
 */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "core/forge.h"
#include "integrations/github_checks.h"
#include "integrations/github_environment.h"
#include "integrations/github_files.h"
#include "integrations/github_reply.h"
#include "integrations/github_request.h"
#include "integrations/github_rest.h"

static void
write_facts(struct forge_facts *facts)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	facts->kind = "github";
	facts->host = "api.github.com";
	facts->repository = "acme/pay";
	fields_write(&out, &forge_fields, facts);
	REQUIRE(out.length > 0);
}

static void
try_request(struct arena *arena, const struct node *root)
{
	struct github_pull pull = {0};
	struct forge_facts facts = {0};

	github_read_request(arena, root, true, true, &pull);
	if (github_pull_has_more(&pull))
		github_read_more(arena, root, &pull);
	github_close_request(arena, &pull);
	if (pull.why)
		return;
	REQUIRE(pull.facts.number == pull.number);
	REQUIRE((pull.facts.state == STATE_MERGED) == (pull.facts.merged != 0));
	*LIST_ADD(arena, &facts.requests) = pull.facts;
	write_facts(&facts);
}

static void
try_checks(struct arena *arena, const struct node *root)
{
	struct forge_facts facts = {0};
	struct tested_commit *tested = LIST_ADD(arena, &facts.tested);
	const char *after;

	github_read_checks(arena, root, false, tested, &after);
	REQUIRE(tested->availability.state == KNOWN || !tested->checks.count);
	write_facts(&facts);
	github_read_checks(arena, root, true, tested, &after);
	write_facts(&facts);
}

static void
try_rest(struct arena *arena, const struct node *root)
{
	struct github_activities activities = {0};
	struct forge_facts facts = {0};
	struct forge_request *request = LIST_ADD(arena, &facts.requests);
	struct workflow_run run = {.id = "5"};
	int64_t number;

	if (!github_read_compare(arena, root, &number))
		REQUIRE(number >= 0);
	if (!github_read_jobs(arena, root, &run))
		REQUIRE(run.job_count >= 0);
	if (github_read_activity(arena, root, &activities))
		return;
	*request = (struct forge_request){.branch = "topic", .created = 1767268800};
	if (github_pushes(arena, &activities, request))
		REQUIRE(request->pushes.count == (int64_t)request->pushes.all.count);
	for (size_t i = 0; i < request->pushes.all.count; i++)
		REQUIRE(request->pushes.all.at[i].after);
}

/* What is wrong is said, and nothing of it written. */
static void
try_environment(struct arena *arena, const struct node *root)
{
	struct protection protection = {.run = {.id = "5"}};
	struct forge_facts facts = {.protection = &protection};
	struct texts names = {0};

	if (github_read_gate_run(arena, root, &protection.run))
		protection.run = (struct gate_run){0};
	if (github_read_openings(arena, root, &protection.openings))
		protection.openings = (struct gate_openings){0};
	if (github_read_settings(arena, root, &protection.settings) ||
	    github_read_admitted(arena, root, &protection.settings))
		protection.settings = (struct gate_settings){0};
	if (!github_read_protected(arena, root, &protection.settings))
		REQUIRE(protection.settings.protected_count == (int64_t)root->count);
	if (!github_read_secrets(arena, root, &names))
		for (size_t i = 0; i < names.count; i++)
			REQUIRE(names.at[i]);
	write_facts(&facts);
}

static void
try_files(struct arena *arena, const struct node *root)
{
	struct forge_facts facts = {0};
	struct owners_file *owners = LIST_ADD(arena, &facts.owners);
	struct texts teams = {0};

	github_read_owners(arena, root, "main", owners);
	if (owners->bytes)
		github_owner_teams(arena, owners->bytes, &teams);
	write_facts(&facts);
}

static void
try_reply(struct arena *arena, const struct node *root)
{
	struct github_reply reply;
	struct error err = {0};

	if (!github_read_reply(arena, root, &reply, &err))
		require_refusal(&err);
	else
		for (size_t i = 0; i < reply.problems.count; i++)
			REQUIRE(github_problem(&reply, reply.problems.at[i].path));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena = {0};
	const struct node *root;
	struct error err = {0};

	github_next_page(&arena, arena_copy(&arena, bytes, length));
	if (json_parse(&arena, (const char *)bytes, length, &root, &err)) {
		try_request(&arena, root);
		try_checks(&arena, root);
		try_rest(&arena, root);
		try_environment(&arena, root);
		try_files(&arena, root);
		try_reply(&arena, root);
	}
	arena_release(&arena);
	return 0;
}
