/* SPDX-License-Identifier: Apache-2.0 */
/* Do the saved inputs still pass? Feeds a fuzz target with each file and each file of a folder. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
die(const char *path)
{
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	exit(1);
}

/* Exactly as many bytes as there are, so that a sanitizer sees one byte too far. */
static void
run_bytes(const uint8_t *bytes, size_t length)
{
	uint8_t *exact = malloc(length ? length : 1);

	if (!exact)
		die("malloc");
	if (length)
		memcpy(exact, bytes, length);
	LLVMFuzzerTestOneInput(exact, length);
	free(exact);
}

static uint8_t *
read_file(FILE *file, const char *path, size_t *length)
{
	size_t capacity = 65536;
	uint8_t *bytes = malloc(capacity);

	*length = 0;
	while (bytes) {
		*length += fread(bytes + *length, 1, capacity - *length, file);
		if (*length < capacity)
			break;
		capacity *= 2;
		bytes = realloc(bytes, capacity);
	}
	if (!bytes || ferror(file))
		die(path);
	return bytes;
}

static unsigned
run_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes;
	size_t length;

	if (!file)
		die(path);
	bytes = read_file(file, path, &length);
	fclose(file);
	fprintf(stderr, "%s\n", path); /* the last one named is the one that crashed */
	run_bytes(bytes, length);
	run_bytes(bytes, length / 2);
	free(bytes);
	return 1;
}

static unsigned
run_folder(DIR *folder, const char *path)
{
	unsigned runs = 0;
	struct dirent *entry;

	while ((entry = readdir(folder))) {
		char inner[4096];

		if (entry->d_name[0] == '.')
			continue;
		if (snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name) >=
		    (int)sizeof(inner))
			die("name too long");
		runs += run_file(inner);
	}
	closedir(folder);
	return runs;
}

int
main(int count, char **paths)
{
	unsigned runs = 0;

	run_bytes((const uint8_t *)"", 0);
	for (int at = 1; at < count; at++) {
		DIR *folder = opendir(paths[at]);

		runs += folder ? run_folder(folder, paths[at]) : run_file(paths[at]);
	}
	printf("%u inputs\n", runs);
	return runs > 0 ? 0 : 1;
}
