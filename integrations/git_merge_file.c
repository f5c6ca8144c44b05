/* SPDX-License-Identifier: Apache-2.0 */
/* What does merging two versions of a text give? See git_merge_file.h. */
#include "integrations/git_merge_file.h"

#include <git2/merge.h>

#define FIRST_BYTES 8000
#define MARKER_SIZE 9 /* as git has it in merged bases */

/* The library calls itself once for each line that is unique in what is left: bounds the stack. */
#define MOST_PATIENCE_LINES 10000

bool
text_is_binary(const struct object *object)
{
	size_t length = object->length < FIRST_BYTES ? object->length : FIRST_BYTES;

	return length > 0 && memchr(object->bytes, '\0', length) != NULL;
}

static bool
is_short(const struct object *object)
{
	size_t lines = 0;

	for (size_t i = 0; i < object->length && lines <= MOST_PATIENCE_LINES; i++)
		lines += object->bytes[i] == '\n';
	return lines <= MOST_PATIENCE_LINES;
}

static git_merge_file_input
input_of(const struct object *object)
{
	git_merge_file_input input = {.version = GIT_MERGE_FILE_INPUT_VERSION};

	input.ptr = object->length ? object->bytes : "";
	input.size = object->length;
	return input;
}

bool
text_merge(enum text_merge how, const struct three_texts *texts, struct buffer *out, bool *clean,
	   struct error *err)
{
	git_merge_file_options options = {.version = GIT_MERGE_FILE_OPTIONS_VERSION};
	git_merge_file_input base = input_of(texts->base), ours = input_of(texts->ours),
			     theirs = input_of(texts->theirs);
	git_merge_file_result result = {0};

	options.our_label = options.their_label = "merge base";
	options.marker_size = MARKER_SIZE;
	if (how == TEXT_MERGE_PATIENCE && is_short(texts->base) && is_short(texts->ours) &&
	    is_short(texts->theirs))
		options.flags = GIT_MERGE_FILE_DIFF_PATIENCE;
	if (git_merge_file(&result, &base, &ours, &theirs, &options) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "merging two texts");
	*clean = result.automergeable;
	if (result.len)
		buffer_add(out, result.ptr, result.len);
	git_merge_file_result_free(&result);
	return true;
}
