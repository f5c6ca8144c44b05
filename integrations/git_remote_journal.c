/* SPDX-License-Identifier: Apache-2.0 */
/* How do pushes into one folder keep out of each other's way? See git_remote_journal.h. */
#include "integrations/git_remote_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <git2/refs.h>
#include <git2/repository.h>

#include "base/buffer.h"
#include "base/text.h"
#include "integrations/disk.h"

#define JOURNAL "changegate.push"
#define JOURNAL_BYTES (1024u * 1024)

void
journal_release(struct journal *journal)
{
	if (journal->descriptor >= 0)
		close(journal->descriptor); /* and gives the lock back */
}

/* What git's lock of this ref would be called. */
static void
unlink_lock(const char *folder, const char *ref)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	int valid = 0;

	if (!text_equal(ref, "packed-refs") &&
	    (git_reference_name_is_valid(&valid, ref) < 0 || !valid))
		return;
	buffer_add_format(&path, "%s%s.lock", folder, ref);
	unlink(path.bytes);
}

static bool
clean_up(const struct journal *journal, const char *path, struct error *err)
{
	struct buffer names RELEASED_BY(buffer_release) = {0};
	char *at;

	if (!disk_read(path, JOURNAL_BYTES, &names, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	for (at = names.bytes; at && *at;) {
		char *end = at + strcspn(at, "\n");
		bool last = *end == '\0';

		*end = '\0';
		unlink_lock(journal->folder, at);
		at = last ? end : end + 1;
	}
	return true;
}

static bool
journal_open(struct journal *journal, const char *path, struct error *err)
{
	int result;

	journal->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (journal->descriptor < 0) {
		fail_with_errno(err, errno, "opening", path);
		return fail_as(err, ERROR_UNAVAILABLE);
	}
	do
		result = flock(journal->descriptor, LOCK_EX);
	while (result < 0 && errno == EINTR);
	return result == 0 || fail_with_errno(err, errno, "locking", path);
}

static bool
journal_write(const struct journal *journal, const struct remote_move *moves, size_t count,
	      struct error *err)
{
	struct buffer names RELEASED_BY(buffer_release) = {0};
	bool removes = false;

	for (size_t i = 0; i < count; i++) {
		removes = removes || !moves[i].local;
		buffer_add_format(&names, "%s\n", moves[i].ref);
	}
	if (removes)
		buffer_add_text(&names, "packed-refs\n");
	if (ftruncate(journal->descriptor, 0) < 0 ||
	    pwrite(journal->descriptor, names.bytes, names.length, 0) != (ssize_t)names.length ||
	    fdatasync(journal->descriptor) < 0)
		return fail_with_errno(err, errno, "writing", JOURNAL) ||
		       fail_as(err, ERROR_UNAVAILABLE);
	return true;
}

bool
journal_begin(struct journal *journal, git_repository *place, const struct remote_move *moves,
	      size_t count, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};

	journal->folder = git_repository_commondir(place);
	buffer_add_format(&path, "%s" JOURNAL, journal->folder);
	return journal_open(journal, path.bytes, err) && clean_up(journal, path.bytes, err) &&
	       journal_write(journal, moves, count, err);
}

/* A failure here costs the next one nothing but the removal of locks that are not there. */
void
journal_end(const struct journal *journal)
{
	if (ftruncate(journal->descriptor, 0) < 0)
		return;
}
