/* SPDX-License-Identifier: Apache-2.0 */
/* By which policy is a change request judged? See pr_policy.h. */
#include "cmd/pr_policy.h"

#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/pattern.h"
#include "base/text.h"
#include "core/ticket_key.h"

static const char *const paths[] = {".changegate.yml", ".github/.changegate.yml"};
#define SUPPOSED_JOBS 50

void
pr_policy_ask(struct arena *arena, struct github_policy *files)
{
	*files = (struct github_policy){0};
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		LIST_ADD(arena, &files->files)->path = paths[i];
}

static bool
take(struct arena *arena, const char *name, const char *bytes, struct policy *policy,
     struct policy_facts *facts, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer effective = {0};
	struct source_text source = {name, bytes, strlen(bytes)};

	if (source.length > LIMIT_POLICY_BYTES)
		return fail(err, ERROR_USAGE, "%s has more than %u bytes", name,
			    LIMIT_POLICY_BYTES);
	if (!policy_read(arena, &source, policy, err))
		return false;
	policy_write(&effective, policy);
	facts->bytes = arena_copy(arena, effective.bytes, effective.length);
	facts->digest = sha256_hex(arena, effective.bytes, effective.length);
	facts->source.sha256 = sha256_hex(arena, bytes, source.length);
	return true;
}

/* ---- where there is none ---- */

static void
add_item(struct buffer *out, bool first, const char *text)
{
	buffer_add_text(out, first ? "" : ", ");
	json_write_text(out, text);
}

/* Projects of the keys that the title and the branch have the form of. */
static bool
suppose_projects(struct arena *arena, const struct forge_facts *forge, struct buffer *out,
		 struct error *err)
{
	RELEASED_BY(pattern_release) struct pattern *pattern = NULL;
	struct texts keys = {0}, projects = {0};

	if (!ticket_pattern_compile(NULL, &pattern, err))
		return false;
	for (size_t i = 0; i < forge->requests.count; i++) {
		const struct forge_request *request = &forge->requests.at[i];

		if ((request->title &&
		     !ticket_keys_find(arena, pattern, request->title, &keys, err)) ||
		    (request->branch &&
		     !ticket_keys_find(arena, pattern, request->branch, &keys, err)))
			return false;
	}
	for (size_t i = 0; i < keys.count; i++) {
		const char *project = ticket_project(arena, keys.at[i]);

		if (texts_contain(&projects, project))
			continue;
		add_item(out, projects.count == 0, project);
		texts_add(arena, &projects, project);
	}
	if (!projects.count)
		add_item(out, true, "TICKET");
	return true;
}

/* Each job of a workflow that ran on the head. */
static void
suppose_tests(struct arena *arena, const struct forge_facts *forge, struct buffer *out)
{
	struct texts jobs = {0};

	for (size_t i = 0; i < forge->tested.count; i++)
		for (size_t j = 0; j < forge->tested.at[i].checks.count; j++) {
			const struct check_run *run = &forge->tested.at[i].checks.at[j];

			if (!run->path || !run->name || jobs.count == SUPPOSED_JOBS ||
			    texts_contain(&jobs, run->name))
				continue;
			buffer_add_text(out, jobs.count ? ", " : "");
			buffer_add_text(out, "{\"workflow\": ");
			json_write_text(out, run->path);
			buffer_add_text(out, ", \"job\": ");
			json_write_text(out, run->name);
			buffer_add_byte(out, '}');
			texts_add(arena, &jobs, run->name);
		}
	if (!jobs.count)
		buffer_add_text(out,
				"{\"workflow\": \".github/workflows/ci.yml\", \"job\": \"test\"}");
}

static bool
suppose(struct arena *arena, const char *repository, const char *branch,
	const struct forge_facts *forge, struct policy *policy, struct policy_facts *facts,
	struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	buffer_add_text(&bytes, "{\"version\": 1, \"extends\": \"starter@1\", \"forge\": "
				"\"github\", \"repository\": ");
	json_write_text(&bytes, repository);
	buffer_add_text(&bytes, ", \"branches\": [");
	json_write_text(&bytes, branch);
	buffer_add_text(&bytes, "], \"tickets\": {\"sources\": [\"title\", \"branch\"], "
				"\"projects\": [");
	if (!suppose_projects(arena, forge, &bytes, err))
		return false;
	buffer_add_text(&bytes, "]}, \"tests\": {\"required\": [");
	suppose_tests(arena, forge, &bytes);
	buffer_add_text(&bytes, "]}, \"environments\": {\"production\": {}}, \"ledger\": "
				"{\"store\": \"dir:.git/changegate/ledger\"}}");
	facts->source = (struct policy_source){.kind = POLICY_FROM_FILE, .path = "starter@1"};
	return take(arena, "starter@1", arena_copy(arena, bytes.bytes, bytes.length), policy, facts,
		    err);
}

/* ---- where there is one ---- */

static bool
check_kept(struct arena *arena, const char *repository, const struct policy *policy,
	   struct error *err)
{
	if (!text_equal_ignoring_case(policy->repository, repository))
		return fail(err, ERROR_USAGE,
			    "the policy is that of '%s', and the change request is one of '%s': "
			    "correct repository: in the policy",
			    text_shown(arena, policy->repository), text_shown(arena, repository));
	if (policy->forge != FORGE_GITHUB)
		return fail(err, ERROR_USAGE,
			    "the policy takes nothing from a forge, so a change request says "
			    "nothing yet: add 'forge: github', or judge commits with --local "
			    "BASE..HEAD");
	return true;
}

/* *out: the one that there is; NULL: none. Two are an error. */
static bool
find_file(struct arena *arena, const struct github_policy *files, const struct github_file **out,
	  struct error *err)
{
	*out = NULL;
	for (size_t i = 0; i < files->files.count; i++) {
		if (!files->files.at[i].bytes)
			continue;
		if (*out)
			return fail(err, ERROR_USAGE, "%s has both %s and %s: keep one",
				    text_shown(arena, files->branch), (*out)->path,
				    files->files.at[i].path);
		*out = &files->files.at[i];
	}
	return true;
}

static bool
read_found(struct arena *arena, const struct github_policy *files, const struct github_file *file,
	   struct policy *policy, struct policy_facts *facts, struct error *err)
{
	facts->source = (struct policy_source){
		.kind = POLICY_FROM_REF,
		.ref = arena_format(arena, "refs/heads/%s", files->branch),
		.branch = files->branch,
		.commit = files->commit,
		.path = file->path,
	};
	return take(arena,
		    arena_format(arena, "%s:%s", text_shown(arena, files->branch), file->path),
		    file->bytes, policy, facts, err);
}

bool
pr_policy_read(struct arena *arena, const struct github_policy *files, const char *repository,
	       const struct forge_facts *forge, struct policy *policy, struct policy_facts *facts,
	       bool *found, struct error *err)
{
	const struct github_file *file = NULL;

	*facts = (struct policy_facts){0};
	if (files->availability.state != KNOWN)
		return fail(err, ERROR_UNAVAILABLE, "reading the policy: %s",
			    files->availability.why ? files->availability.why : "no answer");
	if (!find_file(arena, files, &file, err))
		return false;
	*found = file != NULL;
	if (!file)
		return suppose(arena, repository, files->branch, forge, policy, facts, err);
	return read_found(arena, files, file, policy, facts, err) &&
	       check_kept(arena, repository, policy, err);
}

bool
pr_policy_peek(struct arena *arena, const struct github_policy *files, struct policy *policy)
{
	const struct github_file *file;
	struct policy_facts facts = {0};
	struct error ignored; /* pr_policy_read() tells */

	return find_file(arena, files, &file, &ignored) && file &&
	       read_found(arena, files, file, policy, &facts, &ignored);
}
