/* SPDX-License-Identifier: Apache-2.0 */
/* What does a commit of a ledger's branch say, and how is one made? See store_git_state.h. */
#include <string.h>

#include <git2/odb.h>

#include "base/limits.h"
#include "integrations/store_git_state.h"

#define NOBODY "changegate <changegate@localhost>"
#define HEX 40

/* "<word> <id>\n" at *at; moves on if it is there. */
static bool
take_line(const struct object *object, size_t *at, const char *word, struct object_id *id)
{
	size_t length = strlen(word);
	char hex[HEX + 1] = {0};

	if (object->length - *at < length + HEX + 1 ||
	    memcmp(object->bytes + *at, word, length) != 0 ||
	    object->bytes[*at + length + HEX] != '\n')
		return false;
	memcpy(hex, object->bytes + *at + length, HEX);
	if (!object_id_parse(hex, id))
		return false;
	*at += length + HEX + 1;
	return true;
}

bool
ledger_commit_read(struct git *git, const struct object_id *id, struct ledger_commit *commit,
		   struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct ledger_commit read = {0};
	struct object_id other;
	size_t at = 0;

	if (!object_read(git, id, OBJECT_COMMIT, LIMIT_COMMIT_BYTES, &object, err))
		return fail_as(err, ERROR_LEDGER);
	if (!take_line(&object, &at, "tree ", &read.tree))
		return fail(err, ERROR_LEDGER, "a commit of the ledger's branch is broken");
	if (take_line(&object, &at, "parent ", &read.parent))
		read.parents++;
	while (read.parents > 0 && take_line(&object, &at, "parent ", &other))
		read.parents++;
	*commit = read;
	return true;
}

bool
ledger_commit_write(struct git *git, const struct object_id *tree, const struct object_id *parent,
		    int64_t time, const char *message, struct object_id *id, struct error *err)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	char hex[HEX + 1];
	git_oid oid;

	object_id_format(hex, tree);
	buffer_add_format(&out, "tree %s\n", hex);
	if (parent) {
		object_id_format(hex, parent);
		buffer_add_format(&out, "parent %s\n", hex);
	}
	buffer_add_format(&out, "author " NOBODY " %lld +0000\ncommitter " NOBODY " %lld +0000\n",
			  (long long)time, (long long)time);
	buffer_add_format(&out, "\n%s\n", message);
	if (git_odb_write(&oid, git->odb, out.bytes, out.length, GIT_OBJECT_COMMIT) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "writing a commit");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}
