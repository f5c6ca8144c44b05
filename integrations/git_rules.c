/* SPDX-License-Identifier: Apache-2.0 */
/* Could this clone hide a difference by rules that no commit has? See git_rules.h. */
#include "integrations/git_rules.h"

#include <stdlib.h>
#include <string.h>

#include <git2/buffer.h>
#include <git2/config.h>
#include <git2/errors.h>
#include <git2/repository.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"

static void
release_path(git_buf *path)
{
	git_buf_dispose(path);
}

static void
release_config(git_config **config)
{
	git_config_free(*config);
}

static void
release_repository(git_repository **repository)
{
	git_repository_free(*repository);
}

static void
release_text(char **text)
{
	free(*text);
}

/* Git's own template has comments there. White space before a "#" makes a rule of it. */
static bool
has_rule(const struct buffer *rules)
{
	const char *at = rules->length ? rules->bytes : "", *end = at + rules->length;

	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		bool comment = *at == '#';

		if (!line_end)
			line_end = end;
		for (; at < line_end; at++)
			if (!comment && !byte_is_space(*at))
				return true;
		at = line_end < end ? line_end + 1 : end;
	}
	return false;
}

static bool
check_file(struct git *git, const char *name, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct buffer rules RELEASED_BY(buffer_release) = {0};
	git_buf folder RELEASED_BY(release_path) = GIT_BUF_INIT;

	if (git_repository_item_path(&folder, git->repository, GIT_REPOSITORY_ITEM_INFO) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "looking for .git/info");
	buffer_add_format(&path, "%s%s", folder.ptr, name);
	if (!disk_read(path.bytes, LIMIT_RULES_BYTES, &rules, err))
		return err->code == ERROR_ABSENT;
	return !has_rule(&rules) ||
	       fail(err, ERROR_UNAVAILABLE,
		    ".git/info/%s has rules that no commit has; remove them, or commit them as "
		    ".git%s",
		    name, text_equal(name, "exclude") ? "ignore" : "attributes");
}

static bool
check_setting(git_config *config, const char *name, struct error *err)
{
	git_config_entry *entry;
	int result = git_config_get_entry(&entry, config, name);

	if (result == GIT_ENOTFOUND)
		return true;
	if (result < 0)
		return fail_git(err, ERROR_UNAVAILABLE, name);
	git_config_entry_free(entry);
	return fail(err, ERROR_UNAVAILABLE,
		    "%s names rules that no commit has; remove it: `git config --unset %s`", name,
		    name);
}

bool
rules_are_committed(struct git *git, struct error *err)
{
	git_config *config RELEASED_BY(release_config) = NULL;

	if (git_repository_config_snapshot(&config, git->repository) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "reading the configuration");
	return check_setting(config, "core.excludesfile", err) &&
	       check_setting(config, "core.attributesfile", err) &&
	       check_file(git, "exclude", err) && check_file(git, "attributes", err);
}

/* Is what is called ".git" in the work tree this very repository? */
static bool
holds_repository(struct git *git, const char *work_tree)
{
	git_repository *there RELEASED_BY(release_repository) = NULL;

	return git_repository_open_ext(&there, work_tree, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) ==
		       0 &&
	       text_equal(git_repository_path(there), git_repository_path(git->repository));
}

static bool
is_at_or_below(const char *path, const char *folder)
{
	char *real_path RELEASED_BY(release_text) = realpath(path, NULL);
	char *real_folder RELEASED_BY(release_text) = realpath(folder, NULL);
	size_t length = real_folder ? strlen(real_folder) : 0;

	if (!real_path || !real_folder || strncmp(real_path, real_folder, length) != 0)
		return false;
	return !real_path[length] || real_path[length] == '/' || length == 1;
}

bool
work_tree_is_here(struct git *git, const char *path, struct error *err)
{
	const char *work_tree = git_repository_workdir(git->repository);
	struct buffer here RELEASED_BY(buffer_release) = {0};
	struct buffer there RELEASED_BY(buffer_release) = {0};

	if (!work_tree || (holds_repository(git, work_tree) && is_at_or_below(path, work_tree)))
		return true;
	return fail(err, ERROR_USAGE,
		    "the files of the repository at '%s' are said to be in '%s'; run in a folder "
		    "that has them and their .git (`git config --unset core.worktree`, or `git "
		    "worktree repair`)",
		    foreign_shown(&here, path), foreign_shown(&there, work_tree));
}
