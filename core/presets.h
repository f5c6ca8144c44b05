/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which policies does the binary carry? Each policies/<name>@<revision>.yml, byte for byte; the
 * build writes the array (tests/tools/embed.c) in the order of the names.
 */
#ifndef CORE_PRESETS_H
#define CORE_PRESETS_H

#include <stddef.h>

struct preset_bytes {
	const char *name;  /* "starter@1" */
	const char *bytes; /* with a NUL behind them that does not count */
	size_t length;
};

extern const struct preset_bytes preset_bytes[];
extern const size_t preset_bytes_count;

#endif
