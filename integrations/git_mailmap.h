/* SPDX-License-Identifier: Apache-2.0 */
/* What does a mailmap say of a name and an address, by gitmailmap(5)? Pure; see mailmap.h. */
#ifndef INTEGRATIONS_GIT_MAILMAP_H
#define INTEGRATIONS_GIT_MAILMAP_H

#include <stddef.h>

#include "base/error.h"

struct git_mailmap;

bool name_map_parse(const char *bytes, size_t length, struct git_mailmap **map, struct error *err);
void name_map_free(struct git_mailmap *map);

/* The results live as long as the map and the arguments do. */
void name_map_resolve(const struct git_mailmap *map, const char *name, const char *address,
		      const char **real_name, const char **real_address);

#endif
