/* SPDX-License-Identifier: Apache-2.0 */
/* What does a mailmap say of a name and an address? See git_mailmap.h. */
#include "integrations/git_mailmap.h"

#include <git2/errors.h>
#include <git2/mailmap.h>

#include "integrations/git_objects.h"

bool
name_map_parse(const char *bytes, size_t length, struct git_mailmap **map, struct error *err)
{
	if (git_mailmap_from_buffer(map, bytes ? bytes : "", length) < 0)
		return fail_git(err, ERROR_FORMAT, "reading the mailmap");
	return true;
}

void
name_map_free(struct git_mailmap *map)
{
	git_mailmap_free(map);
}

void
name_map_resolve(const struct git_mailmap *map, const char *name, const char *address,
		 const char **real_name, const char **real_address)
{
	*real_name = name;
	*real_address = address;
	/* On failure, which is being out of memory, everybody is who they say. */
	(void)git_mailmap_resolve(real_name, real_address, map, name, address);
}
