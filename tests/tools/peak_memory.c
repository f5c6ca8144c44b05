/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much memory of its own did a program need? Runs it and looks at RssAnon each millisecond; at
 * the end, stopped by ptrace before it exits, once more. Prints "seconds kilobytes" on stderr.
 * usage: peak_memory COMMAND [ARGUMENT...]
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long
anonymous_kilobytes(pid_t child)
{
	char name[64], line[256];
	long kilobytes = 0;
	FILE *file;

	snprintf(name, sizeof(name), "/proc/%d/status", (int)child);
	file = fopen(name, "r");
	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, "RssAnon:", 8) == 0)
			kilobytes = strtol(line + 8, NULL, 10);
	if (file)
		fclose(file);
	return kilobytes;
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(int count, char **arguments)
{
	struct timespec pause = {0, 1000000};
	double begin = seconds_now();
	long peak = 0, here;
	int status = 0;
	pid_t child;

	if (count < 2 || (child = fork()) < 0)
		return 2;
	if (child == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		execvp(arguments[1], arguments + 1);
		_exit(127);
	}
	waitpid(child, &status, 0);
	ptrace(PTRACE_SETOPTIONS, child, NULL, PTRACE_O_TRACEEXIT);
	ptrace(PTRACE_CONT, child, NULL, NULL);
	for (;;) {
		pid_t got = waitpid(child, &status, WNOHANG);

		here = anonymous_kilobytes(child);
		peak = here > peak ? here : peak;
		if (got == child && (WIFEXITED(status) || WIFSIGNALED(status)))
			break;
		if (got == child) {
			int signal = WSTOPSIG(status);

			ptrace(PTRACE_CONT, child, NULL, signal == SIGTRAP ? 0 : (long)signal);
		} else {
			nanosleep(&pause, NULL);
		}
	}
	fprintf(stderr, "%.3f %ld\n", seconds_now() - begin, peak);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
