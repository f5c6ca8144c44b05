/* SPDX-License-Identifier: Apache-2.0 */
/* What do the tests of samples share? The published population and draw, and a shell for recipes.
 */
#ifndef TESTS_UNIT_AUDIT_SELECTION_H
#define TESTS_UNIT_AUDIT_SELECTION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/sample.h"
#include "audit/seal.h"
#include "base/hash.h"
#include "base/text.h"

#define SEALED_AT 1795292400

struct vector {
	struct arena arena;
	struct buffer ids;
	struct texts tickets, drawn; /* as published */
	const char *rivest_seed, *rivest_rows;
	const char *population_sha256;
	const char *seed;
	struct population_seal seal;
	struct sample_request request;
};

static inline void
read_vector_line(struct vector *vector, char *line)
{
	char *rest = NULL, *name = strtok_r(line, "\t\n", &rest);
	char *first = name ? strtok_r(NULL, "\t\n", &rest) : NULL;

	if (!first || *name == '#')
		return;
	first = arena_text(&vector->arena, first);
	if (strcmp(name, "population_sha256") == 0) {
		vector->population_sha256 = first;
	} else if (strcmp(name, "seed") == 0) {
		vector->seed = first;
	} else if (strcmp(name, "rivest_seed") == 0) {
		vector->rivest_seed = first;
	} else if (strcmp(name, "rivest_rows") == 0) {
		vector->rivest_rows = first;
	} else if (strcmp(name, "ticket") == 0) {
		texts_add(&vector->arena, &vector->tickets, first);
		texts_add(&vector->arena, &vector->drawn,
			  arena_text(&vector->arena, strtok_r(NULL, "\t\n", &rest)));
	}
}

static inline void
vector_begin(struct vector *vector)
{
	FILE *file = fopen("tests/vectors/selection.tsv", "r");
	char line[512];

	memset(vector, 0, sizeof(*vector));
	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		read_vector_line(vector, line);
	fclose(file);
	assert_non_null(vector->seed);
	assert_int_equal(vector->drawn.count, 25);
	for (int i = 1; i <= 200; i++)
		buffer_add_format(&vector->ids, "CHG-2026-%05d\n", i);
	vector->seal =
		(struct population_seal){.ids_sha256 = vector->population_sha256, .count = 200};
	vector->request = (struct sample_request){
		.seal = &vector->seal,
		.seal_record = vector->population_sha256,
		.sealed_at = SEALED_AT,
		.ids = vector->ids.bytes,
		.ids_length = vector->ids.length,
		.seed = vector->seed,
		.seed_time_given = true,
		.seed_time = SEALED_AT + 60,
		.size = 25,
		.tool_version = "0.1.0",
	};
}

static inline void
vector_end(struct vector *vector)
{
	buffer_release(&vector->ids);
	arena_release(&vector->arena);
}

static inline void
draw(struct vector *vector, struct sample *sample)
{
	struct error err;

	if (!sample_draw(&vector->arena, &vector->request, sample, &err))
		fail_msg("%s", err.message);
}

static inline void
assert_refused(struct vector *vector, enum error_code code, const char *why)
{
	struct sample sample = {.size = -1};
	struct error err;

	assert_false(sample_draw(&vector->arena, &vector->request, &sample, &err));
	assert_int_equal(sample.size, -1);
	assert_int_equal(err.code, code);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
}

static inline void
write_file(const char *folder, const char *name, const struct buffer *bytes)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes->bytes, 1, bytes->length, file), bytes->length);
	assert_int_equal(fclose(file), 0);
}

/* Runs the recipe in `folder`; its output goes to `out`. Gives the exit status. */
static inline int
run_recipe(const char *folder, struct buffer *out)
{
	char chunk[512];
	int ends[2], status;
	ssize_t count;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		if (chdir(folder) == 0 && dup2(ends[1], 1) == 1 && close(ends[0]) == 0 &&
		    freopen("/dev/null", "w", stderr))
			execl("/bin/sh", "sh", "reproduce.sh", (char *)NULL);
		_exit(99);
	}
	close(ends[1]);
	while ((count = read(ends[0], chunk, sizeof(chunk))) > 0)
		buffer_add(out, chunk, (size_t)count);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WEXITSTATUS(status);
}

static inline void
remove_folder(const char *folder)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/reproduce.sh", folder);
	assert_int_equal(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/population-ids.txt", folder);
	assert_int_equal(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/strata.tsv", folder);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);
}

#endif
