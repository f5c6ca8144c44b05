/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is one flipped bit of any file below a folder found? Flips a bit of each byte in turn (of files
 * over 1200 bytes of each 16th byte and of the first and last 32), runs the command, and expects
 * exit status 4 and a line that begins with FAIL on stdout. usage: flip_bits FOLDER COMMAND
 * [ARGUMENT...]
 */
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WHOLE_BYTES 1200
#define EDGE_BYTES 32
#define STEP_BYTES 16

static char **command;
static long flips, missed, files;

/* Runs the command; its stdout, or as much as fits, is left in `out`. */
static int
run(char *out, size_t size)
{
	int ends[2], status = 0;
	size_t length = 0;
	ssize_t got;
	pid_t child;

	if (pipe(ends) != 0 || (child = fork()) < 0) {
		perror("flip_bits");
		exit(2);
	}
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execv(command[0], command);
		_exit(127);
	}
	close(ends[1]);
	while ((got = read(ends[0], out + length, size - 1 - length)) > 0 && length < size - 1)
		length += (size_t)got;
	out[length] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool
has_fail(const char *out)
{
	return strncmp(out, "FAIL", 4) == 0 || strstr(out, "\nFAIL") != NULL;
}

static void
flip(int file, const char *path, off_t at)
{
	static char out[65536];
	unsigned char byte, flipped;
	int status;

	if (pread(file, &byte, 1, at) != 1)
		exit(2);
	flipped = (unsigned char)(byte ^ (1u << (at % 8)));
	if (pwrite(file, &flipped, 1, at) != 1)
		exit(2);
	status = run(out, sizeof(out));
	flips++;
	if (status != 4 || !has_fail(out)) {
		missed++;
		printf("FAIL %s: bit %ld of byte %ld flipped, and status %d, %s\n", path,
		       (long)(at % 8), (long)at, status, has_fail(out) ? "said" : "no FAIL line");
	}
	if (pwrite(file, &byte, 1, at) != 1)
		exit(2);
}

static int
visit(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	int file;

	(void)place;
	if (kind != FTW_F)
		return 0;
	file = open(path, O_RDWR);
	if (file < 0)
		return 1;
	files++;
	for (off_t at = 0; at < status->st_size; at++)
		if (status->st_size <= WHOLE_BYTES || at < EDGE_BYTES || at % STEP_BYTES == 0 ||
		    at >= status->st_size - EDGE_BYTES)
			flip(file, path, at);
	close(file);
	return 0;
}

int
main(int count, char **arguments)
{
	char out[65536];

	if (count < 3)
		return 2;
	command = arguments + 2;
	if (run(out, sizeof(out)) != 0) {
		printf("FAIL the ledger is not whole to begin with\n%s", out);
		return 1;
	}
	if (nftw(arguments[1], visit, 16, FTW_PHYS) != 0)
		return 2;
	printf("%ld bits flipped in %ld files, %ld missed\n", flips, files, missed);
	return missed || !flips ? 1 : 0;
}
