/* SPDX-License-Identifier: Apache-2.0 */
/* People with SSH keys, a repository that they sign in, and a list of those whose keys count. */
#ifndef TESTS_UNIT_INTEGRATIONS_SIGNING_WORLD_H
#define TESTS_UNIT_INTEGRATIONS_SIGNING_WORLD_H

#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git.h"
#include "integrations/git_history.h"
#include "integrations/git_signed.h"

#define SIGNING_TIME INT64_C(1780000000)

static struct git *git;
static struct allowed_signers signers_now, signers_before;
static struct people people;
static struct signing signing;

static UNUSED void
read_signers(const char *lines, struct allowed_signers *out)
{
	*out = (struct allowed_signers){0};
	if (!allowed_signers_parse(&box.arena, lines, strlen(lines), out, &box.err))
		fail_msg("%s", box.err.message);
}

static UNUSED void
allow(const char *lines)
{
	read_signers(lines, &signers_now);
	signing.now = &signers_now;
}

static UNUSED void
allow_before(const char *lines)
{
	read_signers(lines, &signers_before);
	signing.before = &signers_before;
}

/* Without a repository. */
static UNUSED int
begin_signing(void **state)
{
	people = (struct people){0};
	signing = (struct signing){.people = &people, .time = SIGNING_TIME};
	return sandbox_begin(state);
}

static UNUSED int
end_signing(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static UNUSED void
run_keygen(const char *const *arguments)
{
	const char *command[16] = {"ssh-keygen", "-q"};
	int status;
	pid_t child;

	for (size_t i = 0; arguments[i]; i++)
		command[2 + i] = arguments[i];
	child = fork();
	if (child == 0) {
		int nothing = open("/dev/null", O_RDWR);

		dup2(nothing, 0);
		dup2(nothing, 1);
		dup2(nothing, 2);
		execvp("ssh-keygen", (char *const *)(uintptr_t)command);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		fail_msg("ssh-keygen %s failed", arguments[0]);
}

#define KEYGEN(...) run_keygen((const char *const[]){__VA_ARGS__, NULL})

/* A new key in keys/NAME; what a line of allowed signers says of it. */
static UNUSED const char *
new_key(const char *name)
{
	char line[512] = "";
	const char *path;
	FILE *file;

	if (mkdir(path_of("keys"), 0755) == 0)
		chmod(path_of("keys"), 0700);
	path = path_of(arena_format(&box.arena, "keys/%s", name));
	KEYGEN("-t", "ed25519", "-N", "", "-C", name, "-f", path);
	file = fopen(arena_format(&box.arena, "%s.pub", path), "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	assert_int_equal(fclose(file), 0);
	return arena_format(&box.arena, "%s@example.org %s", name, line);
}

/* Who writes and signs from now on. */
static UNUSED void
act_as(const char *name)
{
	const char *address = arena_format(&box.arena, "%s@example.org", name);

	setenv("GIT_AUTHOR_NAME", name, 1);
	setenv("GIT_AUTHOR_EMAIL", address, 1);
	setenv("GIT_COMMITTER_NAME", name, 1);
	setenv("GIT_COMMITTER_EMAIL", address, 1);
	GIT("repo", "config", "user.signingkey",
	    path_of(arena_format(&box.arena, "keys/%s", name)));
}

/* "repo" with one commit on main by alice, and the keys of alice, bob and carol, all allowed. */
static UNUSED int
begin_repository(void **state)
{
	if (begin_signing(state))
		return -1;
	allow(arena_format(&box.arena, "%s%s%s", new_key("alice"), new_key("bob"),
			   new_key("carol")));
	make_folder("repo");
	GIT("repo", "init", "-q", "-b", "main", ".");
	GIT("repo", "config", "gpg.format", "ssh");
	GIT("repo", "config", "commit.gpgsign", "true");
	GIT("repo", "config", "advice.nestedTag", "false");
	act_as("alice");
	write_file("repo/app", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", "first");
	if (!git_open(path_of("repo"), &git, &box.err))
		return -1;
	return 0;
}

static UNUSED const char *
id_of(const char *revision)
{
	return GIT("repo", "rev-parse", revision);
}

/* Everything in the work tree. */
static UNUSED const char *
commit_files(const char *message)
{
	static long clock;

	set_time(++clock);
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "--allow-empty", "-m", message);
	return id_of("HEAD");
}

static UNUSED const char *
commit_file(const char *name, const char *text, const char *message)
{
	write_file(arena_format(&box.arena, "repo/%s", name), text);
	return commit_files(message);
}

/* "-s" or "-a"; it approves `commit`, and is of `revision`. */
static UNUSED const char *
tag_approving(const char *how, const char *name, const char *revision, const char *commit)
{
	GIT("repo", "tag", how, "-m", "review", "-m",
	    arena_format(&box.arena, "Approves: %s", commit), name, revision);
	return id_of(name);
}

static UNUSED void
read_change(const char *previous, struct change *change)
{
	*change = (struct change){0};
	if (!history_read(&box.arena, git, id_of("HEAD"), previous, &people, &signing, change,
			  &box.err))
		fail_msg("%s", box.err.message);
}

#define SIGNING_TEST(function) cmocka_unit_test_setup_teardown(function, begin_signing, end_signing)
#define REPOSITORY_TEST(function) \
	cmocka_unit_test_setup_teardown(function, begin_repository, end_signing)

#endif
