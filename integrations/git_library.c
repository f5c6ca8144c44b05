/* SPDX-License-Identifier: Apache-2.0 */
/* How is libgit2 started? See git_library.h. */
#include "integrations/git_library.h"

#include <git2/common.h>
#include <git2/config.h>
#include <git2/global.h>

#include "integrations/git_objects.h"

bool
git_library_begin(struct error *err)
{
	static const git_config_level_t levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA,
						    GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
						    GIT_CONFIG_LEVEL_GLOBAL};

	if (git_libgit2_init() < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "starting libgit2");
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "") < 0)
			return fail_git(err, ERROR_UNAVAILABLE, "setting up libgit2");
	/* The library would ask the configuration, too, who may own a repository: git.c looks. */
	if (git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1) < 0 ||
	    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0 ||
	    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "setting up libgit2");
	return true;
}
