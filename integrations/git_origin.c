/* SPDX-License-Identifier: Apache-2.0 */
/* Where was this repository cloned from? See git_origin.h. */
#include "integrations/git_origin.h"

#include <string.h>

#include <git2/buffer.h>
#include <git2/config.h>

#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/git_url.h"

static void
free_config(git_config **config)
{
	git_config_free(*config);
}

static void
free_bytes(git_buf *bytes)
{
	git_buf_dispose(bytes);
}

bool
git_origin_url(struct arena *arena, const char *folder, const char **url, struct error *err)
{
	git_config *config RELEASED_BY(free_config) = NULL;
	git_buf value RELEASED_BY(free_bytes) = {0};
	const char *file = arena_format(arena, "%s/config", folder);
	int result;

	*url = NULL;
	if (git_config_new(&config) < 0)
		return fail_git(err, ERROR_USAGE, "reading the clone's configuration");
	result = git_config_add_file_ondisk(config, file, GIT_CONFIG_LEVEL_LOCAL, NULL, 0);
	if (result == GIT_ENOTFOUND)
		return true;
	if (result < 0)
		return fail_git(err, ERROR_USAGE, "reading the clone's configuration");
	result = git_config_get_string_buf(&value, config, "remote.origin.url");
	if (result == GIT_ENOTFOUND)
		return true;
	if (result < 0)
		return fail_git(err, ERROR_USAGE, "reading the clone's configuration");
	*url = arena_text(arena, value.ptr);
	return true;
}

const char *
git_origin_name(struct arena *arena, const char *url)
{
	struct git_url parsed;
	struct error ignored;
	const char *path;
	size_t length;

	if (!git_url_parse(arena, url, false, &parsed, &ignored) || !parsed.host)
		return NULL;
	path = parsed.path + strspn(parsed.path, "/");
	length = strlen(path);
	while (length && path[length - 1] == '/')
		length--;
	if (length > 4 && memcmp(path + length - 4, ".git", 4) == 0)
		length -= 4;
	return length ? arena_format(arena, "%s/%.*s", parsed.host, (int)length, path) : NULL;
}
