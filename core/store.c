/* SPDX-License-Identifier: Apache-2.0 */
/* Which names may a file of a ledger have? See store.h. */
#include "core/store.h"

#include <string.h>

#include "base/text.h"

#define NAME_BYTES 200

static bool
is_name_byte(char byte)
{
	return byte_is_digit(byte) || byte_is_letter(byte) || byte == '.' || byte == '_' ||
	       byte == '-';
}

bool
store_name_is_valid(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_BYTES || name[length - 1] == '/')
		return false;
	for (size_t i = 0; i < length; i++) {
		bool begins = i == 0 || name[i - 1] == '/';

		if (begins ? !is_name_byte(name[i]) || name[i] == '.'
			   : !is_name_byte(name[i]) && name[i] != '/')
			return false;
	}
	return true;
}
