/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of its own for each test, in which git can be run without anybody's configuration. */
#ifndef TESTS_UNIT_INTEGRATIONS_SANDBOX_H
#define TESTS_UNIT_INTEGRATIONS_SANDBOX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"

#define UNUSED __attribute__((unused))

struct sandbox {
	char folder[64];
	struct arena arena;
	struct error err;
};

static struct sandbox box;

static UNUSED int
sandbox_begin(void **state)
{
	(void)state;
	snprintf(box.folder, sizeof(box.folder), "/tmp/changegate-test-XXXXXX");
	if (!mkdtemp(box.folder))
		return -1;
	arena_init(&box.arena);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
	setenv("GIT_AUTHOR_NAME", "Ann Author", 1);
	setenv("GIT_AUTHOR_EMAIL", "Ann@Example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Carl Committer", 1);
	setenv("GIT_COMMITTER_EMAIL", "carl@example.org", 1);
	setenv("GIT_AUTHOR_DATE", "1700000000 +0000", 1);
	setenv("GIT_COMMITTER_DATE", "1700000000 +0000", 1);
	return 0;
}

static int
remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static UNUSED int
sandbox_end(void **state)
{
	(void)state;
	arena_release(&box.arena);
	return nftw(box.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static UNUSED const char *
path_of(const char *name)
{
	return *name ? arena_format(&box.arena, "%s/%s", box.folder, name) : box.folder;
}

static UNUSED void
write_bytes(const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(path_of(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static UNUSED void
write_file(const char *name, const char *text)
{
	write_bytes(name, text, strlen(text));
}

static UNUSED void
make_folder(const char *name)
{
	assert_int_equal(mkdir(path_of(name), 0755), 0);
}

static UNUSED void
read_all(int descriptor, struct buffer *out)
{
	for (;;) {
		ssize_t count = read(descriptor, buffer_reserve(out, 65536), 65536);

		assert_true(count >= 0);
		if (count == 0)
			break;
		out->length += (size_t)count;
	}
}

/* Runs git in a folder of the sandbox with the bytes as its input; what it prints, without "\n". */
static UNUSED const char *
run_git(const char *folder, const char *input, const char *const *arguments)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const char *command[32] = {"git", "-C", path_of(folder)};
	int to_parent[2], status;
	const char *stdin_path = "/dev/null";
	pid_t child;

	for (size_t i = 0; arguments[i]; i++) {
		assert_true(i + 4 < sizeof(command) / sizeof(command[0]));
		command[3 + i] = arguments[i];
	}
	if (input) {
		write_file(".input", input);
		stdin_path = path_of(".input");
	}
	assert_int_equal(pipe(to_parent), 0);
	child = fork();
	if (child == 0) {
		dup2(open(stdin_path, O_RDONLY), 0);
		dup2(to_parent[1], 1);
		close(to_parent[0]);
		execvp("git", (char *const *)(uintptr_t)command);
		_exit(127);
	}
	close(to_parent[1]);
	read_all(to_parent[0], &out);
	close(to_parent[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		fail_msg("git %s failed", arguments[0]);
	while (out.length && out.bytes[out.length - 1] == '\n')
		out.length--;
	return arena_copy(&box.arena, out.length ? out.bytes : "", out.length);
}

#define GIT(folder, ...) run_git((folder), NULL, (const char *const[]){__VA_ARGS__, NULL})
#define GIT_WITH(folder, input, ...) \
	run_git((folder), (input), (const char *const[]){__VA_ARGS__, NULL})

static UNUSED void
set_time(long seconds)
{
	const char *date = arena_format(&box.arena, "%ld +0000", 1700000000 + seconds);

	setenv("GIT_AUTHOR_DATE", date, 1);
	setenv("GIT_COMMITTER_DATE", date, 1);
}

/* A commit of a given tree, message and parents ("" ends them early). */
static UNUSED const char *
make_commit(const char *folder, const char *tree, const char *message, const char *const *parents)
{
	const char *arguments[24] = {"commit-tree", tree, "-m", message};
	size_t count = 4;

	for (size_t i = 0; parents[i]; i++) {
		arguments[count++] = "-p";
		arguments[count++] = parents[i];
	}
	return run_git(folder, NULL, arguments);
}

#define COMMIT(tree, message, ...) \
	make_commit("", (tree), (message), (const char *const[]){__VA_ARGS__, NULL})

/* A tree with one file "file" of this content. */
static UNUSED const char *
make_tree(const char *content)
{
	const char *blob = GIT_WITH("", content, "hash-object", "-w", "--stdin");

	return GIT_WITH("", arena_format(&box.arena, "100644 blob %s\tfile\n", blob), "mktree");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sandbox_begin, sandbox_end)

#endif
