/* SPDX-License-Identifier: Apache-2.0 */
/* Which host does a text name? See host.h. */
#include "integrations/host.h"

#include <string.h>

#include "base/text.h"

#define LONGEST_HOST 253

static bool
is_name_byte(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || byte == '-' || byte == '_' ||
	       byte == '.';
}

bool
host_is_plain_word(const char *at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_name_byte(at[i]))
			return false;
	return length > 0 && at[0] != '-';
}

bool
host_is_name(const char *at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((i == 0 || at[i - 1] == '.') && (at[i] == '.' || at[i] == '-'))
			return false;
	return host_is_plain_word(at, length) && length <= LONGEST_HOST && at[length - 1] != '.';
}

/* "[::1]" */
static bool
is_bracketed(const char *at, size_t length)
{
	if (length < 4 || at[0] != '[' || at[length - 1] != ']')
		return false;
	for (size_t i = 1; i < length - 1; i++)
		if (at[i] == '\0' || !strchr("0123456789abcdefABCDEF:.", at[i]))
			return false;
	return memchr(at, ':', length) != NULL;
}

/* Reads "host[:port]"; `port` stays as it is if there is none. */
static bool
split_port(const char *at, size_t length, size_t *host_length, int64_t *port)
{
	const char *end = at + length;
	const char *bracket = memchr(at, ']', length);
	const char *from = bracket ? bracket : at;
	const char *colon = memchr(from, ':', (size_t)(end - from));
	int64_t number = 0;

	*host_length = colon ? (size_t)(colon - at) : length;
	if (!colon)
		return true;
	if (end - colon < 2 || end - colon > 6 || colon[1] == '0')
		return false;
	for (const char *digit = colon + 1; digit < end; digit++) {
		if (!byte_is_digit(*digit))
			return false;
		number = number * 10 + (*digit - '0');
	}
	*port = number;
	return number <= 65535;
}

bool
host_read(struct arena *arena, const char *at, size_t length, int64_t usual, const char **host)
{
	int64_t port = usual;
	size_t host_length;
	char *lower;

	if (!split_port(at, length, &host_length, &port) ||
	    (!host_is_name(at, host_length) && !is_bracketed(at, host_length)))
		return false;
	lower = text_to_lower(arena, arena_copy(arena, at, host_length));
	*host = port == usual ? lower : arena_format(arena, "%s:%lld", lower, (long long)port);
	return true;
}

bool
host_is_this_machine(const char *host)
{
	int numbers = 1, digits = 0;

	if (text_equal(host, "localhost") || text_starts_with(host, "localhost:") ||
	    text_equal(host, "[::1]") || text_starts_with(host, "[::1]:"))
		return true;
	if (!text_starts_with(host, "127."))
		return false;
	for (; *host && *host != ':'; host++) {
		if (*host != '.' && (!byte_is_digit(*host) || ++digits > 3))
			return false;
		if (*host == '.' && (++numbers > 4 || digits == 0))
			return false;
		if (*host == '.')
			digits = 0;
	}
	return numbers == 4 && digits > 0;
}
