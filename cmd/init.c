/* SPDX-License-Identifier: Apache-2.0 */
/* How do I start? Writes a policy file that is valid as it stands, and says what comes next. */
#include "base/text.h"
#include "cmd/init_github.h"
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

/* What the policy is to say, and where from. */
struct start {
	const char *repository, *branch, *preset, *project;
	const char *root; /* work tree */
	bool github;
};

static void
write_tests(struct arena *arena, struct buffer *out, const struct start *start)
{
	struct offered_jobs jobs = {0};

	if (start->github)
		init_github_jobs(arena, start->root, &jobs);
	buffer_add_text(out, "tests:\n  required:\n");
	for (size_t i = 0; i < jobs.count; i++)
		buffer_add_format(out, "    - { workflow: \"%s\", job: \"%s\" }\n",
				  jobs.at[i].workflow, jobs.at[i].name);
	if (!jobs.count)
		buffer_add_text(out, "    - { junit: \"build/junit/*.xml\" }\n");
}

static void
write_policy(struct arena *arena, struct buffer *out, const struct start *start)
{
	buffer_add_format(out,
			  "# What a deploy of this repository needs. changegate-policy(5) explains "
			  "every key.\n"
			  "version: 1\n"
			  "extends: %s\n"
			  "repository: %s\n"
			  "%s"
			  "branches: [\"%s\"]\n"
			  "tickets:\n"
			  "  projects: [%s]          # keys such as %s-123\n"
			  "%s",
			  start->preset, start->repository, start->github ? "forge: github\n" : "",
			  start->branch, start->project, start->project,
			  start->github ? "  sources: [title, branch]\n" : "");
	write_tests(arena, out, start);
	buffer_add_text(out, "environments:\n"
			     "  staging: {}\n"
			     "  production: { after: staging }\n"
			     "ledger:\n");
	buffer_add_format(out, "  store: \"%s\"\n",
			  start->github ? "git:refs/heads/change-records"
					: "dir:.git/changegate/ledger");
}

static bool
check_policy(struct arena *arena, const struct buffer *bytes, struct error *err)
{
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct source_text source = {POLICY_NAME, bytes->bytes, bytes->length};

	return policy_read(arena, &source, policy, err);
}

static bool
say(const char *path, const struct start *start, bool project_given, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out, "made %s\n\nNext:\n", path);
	if (!project_given)
		buffer_add_text(&out, "  edit tickets.projects: which tickets do you use?\n");
	buffer_add_format(
		&out,
		"  edit tests.required: %s\n"
		"  changegate policy validate\n"
		"  changegate keygen --origin %s\n"
		"  commit .changegate.yml and .changegate/trust.json to the protected "
		"branch\n"
		"  changegate deploy --env staging --baseline     (once per environment)\n\n",
		start->github ? "which jobs have to pass?" : "where do your tests write JUnit XML?",
		start->repository);
	buffer_add_text(&out,
			start->github
				? "Records go to the branch change-records of origin: let nobody "
				  "rewrite or delete it.\n"
				  "'changegate pr NUMBER' says what a change request lacks; "
				  "'changegate doctor' whether the\ngate can be got around, and "
				  "which permissions its job needs.\n"
				: "In a pipeline, ledger.store must name a folder that outlives "
				  "the checkout, or a branch.\n");
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

static struct start
read_start(struct arena *arena, const struct arguments *arguments, struct git *git)
{
	const char *name = argument(arguments, "--name");
	const char *preset = argument(arguments, "--preset");
	const char *project = argument(arguments, "--project");
	const char *origin = init_github_repository(arena, git_folder(git));
	struct start start = {.branch = branch_name(arena, git),
			      .preset = preset ? preset : "starter@1",
			      .project = project ? project : "TICKET",
			      .root = git_work_tree(git)};

	start.github = origin && (!name || text_equal(name, origin));
	start.repository = name           ? name
			   : start.github ? origin
					  : arena_format(arena, "local/%s", base_name(start.root));
	return start;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(git_close) struct git *git = NULL;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *folder = argument(arguments, "--repository");
	struct start start;
	const char *path;

	if (!git_open(folder ? folder : ".", &git, err))
		return false;
	if (!git_work_tree(git))
		return fail(err, ERROR_USAGE, "a bare repository has no place for a policy file");
	start = read_start(arena, arguments, git);
	path = arena_format(arena, "%s/%s", git_work_tree(git), POLICY_NAME);
	write_policy(arena, &bytes, &start);
	if (!check_policy(arena, &bytes, err))
		return fail_while(err, "making a policy of what was given");
	if (!disk_create(path, bytes.bytes, bytes.length, 0644, err)) {
		if (err->code == ERROR_CONFLICT)
			return fail(err, ERROR_USAGE, "'%s' exists: it is yours to edit",
				    text_shown(arena, path));
		return false;
	}
	*status = STATUS_ALLOWED;
	return say(text_shown(arena, path), &start, argument(arguments, "--project") != NULL, err);
}

static const struct option options[] = {
	{"--name", "NAME", false, false,
	 "the repository's name in records (default: the origin on GitHub, or local/FOLDER)"},
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
