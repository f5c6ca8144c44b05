/* SPDX-License-Identifier: Apache-2.0 */
/* Where do results go? stdout for the result, stderr for everything else, files for `--output`. */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "cmd/command.h"
#include "core/report.h"

/* All of it, or an error (a full disk, a closed pipe). */
bool output_stdout(const struct buffer *bytes, struct error *err);

/* One line on stderr: "changegate: ..."; foreign text must have been made safe. */
void output_log(const char *format, ...) FORMATTED(1, 2);

/* By --color, NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR and whether stdout is a terminal. */
bool output_color(const struct arguments *arguments, bool *color, struct error *err);

/*
 * --format (text unless given) to stdout, and every --output FORMAT=FILE that is a report. In a job
 * of GitHub Actions its summary, annotations and outputs as well.
 */
bool output_reports(struct arena *arena, const struct arguments *arguments,
		    const struct report_input *input, struct error *err);

/* The file of `--output NAME=FILE`, or NULL. */
const char *output_file(struct arena *arena, const struct arguments *arguments, const char *name);

/* Fails on an --output whose name is neither a report nor one of `others`. */
bool output_check(struct arena *arena, const struct arguments *arguments, const char *const *others,
		  struct error *err);

#define OUTPUT_OPTIONS                                                                    \
	{"--format", "text|json|markdown|junit|github", false, false,                     \
	 "report on stdout (default: text)"},                                             \
		{"--output", "FORMAT=FILE", true, false,                                  \
		 "also write a report to a file; repeatable"},                            \
	{                                                                                 \
		"--color", "auto|always|never", false, false, "colour of the text report" \
	}

#endif
