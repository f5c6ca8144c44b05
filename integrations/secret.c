/* SPDX-License-Identifier: Apache-2.0 */
/* Where do keys and tokens come from, and who may see them? See secret.h. */
#include "integrations/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/text.h"
#include "integrations/disk.h"

void
secret_release(struct secret *secret)
{
	if (secret->bytes)
		OPENSSL_cleanse(secret->bytes, secret->length);
	free(secret->bytes);
	secret->bytes = NULL;
	secret->length = 0;
}

void
secret_set(struct secret *secret, const void *bytes, size_t length)
{
	char *copy = calloc(1, length + 1);

	if (!copy)
		abort();
	if (length)
		memcpy(copy, bytes, length);
	secret_release(secret);
	secret->bytes = copy;
	secret->length = length;
}

void
secret_take(struct secret *secret, struct buffer *buffer)
{
	secret_set(secret, buffer->bytes ? buffer->bytes : "", buffer->length);
	if (buffer->bytes)
		OPENSSL_cleanse(buffer->bytes, buffer->length);
	buffer_release(buffer);
}

static void
descriptor_release(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

static bool
check_file(int descriptor, const char *path, const char *shown, struct error *err)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0)
		return fail_with_errno(err, errno, "reading", path);
	if (!S_ISREG(status.st_mode))
		return fail(err, ERROR_USAGE, "'%s' is not a regular file", shown);
	if (status.st_mode & (S_IRWXG | S_IRWXO))
		return fail(err, ERROR_USAGE,
			    "'%s' holds a secret, but others than its owner may use it (mode "
			    "%04o); run: chmod 600 '%s'",
			    shown, (unsigned)(status.st_mode & 07777), shown);
	return true;
}

/* Reads up to `room` bytes; -1 leaves the cause in errno. */
static ssize_t
read_up_to(int descriptor, char *bytes, size_t room)
{
	size_t length = 0;

	while (length < room) {
		ssize_t got = read(descriptor, bytes + length, room - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		length += (size_t)got;
	}
	return (ssize_t)length;
}

static bool
take(const char *from, const void *bytes, size_t length, struct secret *out, struct error *err)
{
	if (length == 0)
		return fail(err, ERROR_USAGE, "%s is empty", from);
	if (length > LIMIT_KEY_BYTES)
		return fail(err, ERROR_USAGE, "%s is larger than %u bytes: not a key or token",
			    from, LIMIT_KEY_BYTES);
	secret_set(out, bytes, length);
	return true;
}

/* Straight from the descriptor: stdio would leave a copy in its buffer. */
static bool
read_file(const char *path, const char *shown, struct secret *out, struct error *err)
{
	char bytes[LIMIT_KEY_BYTES + 1];
	ssize_t length;
	bool done;
	RELEASED_BY(descriptor_release)
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (descriptor < 0) {
		fail_with_errno(err, errno, "reading", path);
		return fail_as(err, ERROR_UNAVAILABLE);
	}
	if (!check_file(descriptor, path, shown, err))
		return false;
	length = read_up_to(descriptor, bytes, sizeof(bytes));
	if (length < 0)
		done = fail_with_errno(err, errno, "reading", path);
	else
		done = take("the file", bytes, (size_t)length, out, err);
	OPENSSL_cleanse(bytes, sizeof(bytes));
	return done;
}

static bool
secret_from_file(const char *variable, const char *path, struct secret *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer shown = {0};

	text_safe(&shown, path);
	if (read_file(path, shown.bytes, out, err))
		return true;
	return fail_while(err, "%s", variable);
}

static const char *
environment_value(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? value : NULL;
}

bool
secret_read(const char *environment_name, struct secret *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer file_name = {0};
	const char *value = environment_value(environment_name);
	const char *path;

	buffer_add_format(&file_name, "%s_FILE", environment_name);
	path = environment_value(file_name.bytes);
	if (value && path)
		return fail(err, ERROR_USAGE, "%s and %s are both set; unset one of them",
			    environment_name, file_name.bytes);
	if (value)
		return take(environment_name, value, strlen(value), out, err);
	if (path)
		return secret_from_file(file_name.bytes, path, out, err);
	return fail(err, ERROR_ABSENT, "%s is not set (nor %s, the name of a file that holds it)",
		    environment_name, file_name.bytes);
}
