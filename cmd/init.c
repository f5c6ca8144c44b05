/* SPDX-License-Identifier: Apache-2.0 */
/* How do I start? Writes a policy file that is valid as it stands, and says what comes next. */
#include "base/text.h"
#include "cmd/output.h"
#include "core/policy.h"
#include "integrations/disk.h"
#include "integrations/git.h"

#define POLICY_NAME ".changegate.yml"

static const char *
base_name(const char *path)
{
	const char *name = path;

	for (; *path; path++)
		if (path[0] == '/' && path[1])
			name = path + 1;
	return name;
}

static void
write_policy(struct buffer *out, const struct arguments *arguments, const char *repository,
	     const char *branch)
{
	const char *preset = argument(arguments, "--preset");
	const char *project = argument(arguments, "--project");

	buffer_add_format(out,
			  "# What a deploy of this repository needs. changegate-policy(5) explains "
			  "every key.\n"
			  "version: 1\n"
			  "extends: %s\n"
			  "repository: %s\n"
			  "branches: [\"%s\"]\n"
			  "tickets:\n"
			  "  projects: [%s]          # keys such as %s-123\n"
			  "tests:\n"
			  "  required:\n"
			  "    - { junit: \"build/junit/*.xml\" }\n"
			  "environments:\n"
			  "  staging: {}\n"
			  "  production: { after: staging }\n"
			  "ledger:\n"
			  "  store: \"dir:.git/changegate/ledger\"\n",
			  preset ? preset : "starter@1", repository, branch,
			  project ? project : "TICKET", project ? project : "TICKET");
}

static bool
check_policy(struct arena *arena, const struct buffer *bytes, struct error *err)
{
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct source_text source = {POLICY_NAME, bytes->bytes, bytes->length};

	return policy_read(arena, &source, policy, err);
}

static bool
say(const char *path, const char *repository, bool project_given, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out, "made %s\n\nNext:\n", path);
	if (!project_given)
		buffer_add_text(&out, "  edit tickets.projects: which tickets do you use?\n");
	buffer_add_format(
		&out,
		"  edit tests.required: where do your tests write JUnit XML?\n"
		"  changegate policy validate\n"
		"  changegate keygen --origin %s\n"
		"  commit .changegate.yml and .changegate/trust.json to the protected "
		"branch\n"
		"  changegate deploy --env staging --baseline     (once per environment)\n"
		"\nIn a pipeline, ledger.store must name a folder that outlives the checkout.\n",
		repository);
	return output_stdout(&out, err);
}

/* The protected branch, where it can be told; else main. */
static const char *
branch_name(struct arena *arena, struct git *git)
{
	struct branch branch;
	struct error ignored;

	if (git_is_empty(git) || !git_protected_ref(arena, git, NULL, NULL, &branch, &ignored))
		return "main";
	return branch.name;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(git_close) struct git *git = NULL;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *folder = argument(arguments, "--repository");
	const char *name = argument(arguments, "--name");
	const char *path;

	if (!git_open(folder ? folder : ".", &git, err))
		return false;
	if (!git_work_tree(git))
		return fail(err, ERROR_USAGE, "a bare repository has no place for a policy file");
	if (!name)
		name = arena_format(arena, "local/%s", base_name(git_work_tree(git)));
	path = arena_format(arena, "%s/%s", git_work_tree(git), POLICY_NAME);
	write_policy(&bytes, arguments, name, branch_name(arena, git));
	if (!check_policy(arena, &bytes, err))
		return fail_while(err, "making a policy of what was given");
	if (!disk_create(path, bytes.bytes, bytes.length, 0644, err)) {
		if (err->code == ERROR_CONFLICT)
			return fail(err, ERROR_USAGE, "'%s' exists: it is yours to edit",
				    text_shown(arena, path));
		return false;
	}
	*status = STATUS_ALLOWED;
	return say(text_shown(arena, path), name, argument(arguments, "--project") != NULL, err);
}

static const struct option options[] = {
	{"--name", "NAME", false, false,
	 "the repository's name in records (default: local/FOLDER)"},
	{"--preset", "NAME", false, false, "starter@1 (default), soc2@1 or strict@1"},
	{"--project", "KEY", false, false, "the project of your tickets, such as PAY"},
	{"--repository", "DIR", false, false, "the repository (default: the current folder)"},
	{NULL, NULL, false, false, NULL},
};

const struct command init_command = {
	.name = "init",
	.audience = FOR_DEVOPS,
	.purpose = "write a policy file to start from",
	.options = options,
	.run = run,
};
