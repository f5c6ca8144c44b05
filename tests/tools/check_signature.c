/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does our verification accept this signature? Exit status 0: yes; 1: no; 2: the command line or
 * the file of allowed signers is broken. Says on stdout which, or why not.
 *   check_signature SIGNERS PRINCIPAL NAMESPACE TIME SIGNATURE <MESSAGE
 *   check_signature commit|tag SIGNERS PRINCIPAL TIME <OBJECT      (as git cat-file prints it)
 * TIME is "2026-11-21T20:30:00Z"; PRINCIPAL may be "-": whoever the key belongs to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "core/allowed_signers.h"
#include "core/ssh_signature.h"
#include "integrations/git_tag.h"

static const char *const answers[] = {
	[SIGNER_ALLOWED] = "allowed",
	[SIGNER_UNKNOWN_KEY] = "unknown key",
	[SIGNER_OTHER_PRINCIPAL] = "another principal",
	[SIGNER_WRONG_NAMESPACE] = "wrong namespace",
	[SIGNER_NOT_YET_VALID] = "not yet valid",
	[SIGNER_EXPIRED] = "expired",
};

struct question {
	const char *principal, *namespace, *message;
	int64_t time;
	size_t message_length;
};

static int
refuse(int status, const char *why)
{
	printf("refused: %s\n", why);
	return status;
}

static void
read_all(FILE *file, struct buffer *out)
{
	size_t got;

	do {
		got = fread(buffer_reserve(out, 65536), 1, 65536, file);
		out->length += got;
	} while (got);
	buffer_add(out, "", 0);
}

static bool
read_file(const char *path, struct buffer *out)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		return false;
	read_all(file, out);
	fclose(file);
	return true;
}

static int
check(struct arena *arena, const struct question *question, const struct allowed_signers *signers,
      const char *text, size_t length)
{
	struct ssh_signature signature;
	const struct allowed_signer *line = NULL;
	enum signer_answer answer;
	struct ssh_touch touch;
	struct error err = {0};

	if (!ssh_signature_parse(arena, text, length, &signature, &err) ||
	    !ssh_signature_verify(&signature, question->namespace, question->message,
				  question->message_length, &touch, &err))
		return refuse(1, err.message);
	if (text_equal(question->principal, "-"))
		answer = allowed_signers_next(signers, &signature.key, question->namespace,
					      question->time, &line);
	else
		answer = allowed_signers_permit(signers, &signature.key, question->principal,
						question->namespace, question->time, &line);
	if (answer != SIGNER_ALLOWED)
		return refuse(1, answers[answer]);
	printf("accepted: line %zu %s %s %s touch %u\n", line->line, line->principals.at[0],
	       signature.key.name, ssh_key_fingerprint(arena, &signature.key),
	       (unsigned)touch.flags);
	return 0;
}

static int
check_object(struct arena *arena, struct question *question, bool is_tag,
	     const struct allowed_signers *signers, const struct buffer *object)
{
	struct signed_object read;
	struct raw_tag tag;
	struct error err = {0};

	if (is_tag ? !raw_tag_parse(arena, object->bytes, object->length, &tag, &err)
		   : !signed_commit_parse(arena, object->bytes, object->length, &read, &err))
		return refuse(1, err.message);
	if (is_tag)
		read = tag.object;
	if (read.kind != ARMOUR_SSH)
		return refuse(1, read.kind == ARMOUR_NONE ? "no signature" : "no SSH signature");
	question->namespace = GIT_NAMESPACE;
	question->message = read.payload.at;
	question->message_length = read.payload.length;
	return check(arena, question, signers, read.signature.at, read.signature.length);
}

static int
usage(void)
{
	fputs("usage: check_signature SIGNERS PRINCIPAL NAMESPACE TIME SIGNATURE <MESSAGE\n"
	      "       check_signature commit|tag SIGNERS PRINCIPAL TIME <OBJECT\n",
	      stderr);
	return 2;
}

int
main(int count, char **arguments)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer file RELEASED_BY(buffer_release) = {0};
	struct buffer signature RELEASED_BY(buffer_release) = {0};
	struct buffer input RELEASED_BY(buffer_release) = {0};
	struct allowed_signers signers;
	struct question question = {0};
	struct error err = {0};
	bool is_tag, is_object;

	if (count < 5)
		return usage();
	is_tag = text_equal(arguments[1], "tag");
	is_object = is_tag || text_equal(arguments[1], "commit");
	if (count != (is_object ? 5 : 6) || !instant_parse(arguments[4], &question.time) ||
	    !read_file(arguments[is_object ? 2 : 1], &file))
		return usage();
	read_all(stdin, &input);
	if (!allowed_signers_parse(&arena, file.bytes, file.length, &signers, &err))
		return refuse(2, err.message);
	question.principal = arguments[is_object ? 3 : 2];
	if (is_object)
		return check_object(&arena, &question, is_tag, &signers, &input);
	question.namespace = arguments[3];
	question.message = input.bytes;
	question.message_length = input.length;
	if (!read_file(arguments[5], &signature))
		return usage();
	return check(&arena, &question, &signers, signature.bytes, signature.length);
}
