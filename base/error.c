/* SPDX-License-Identifier: Apache-2.0 */
/* What went wrong, in words and with one consequence? See error.h. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
fail(struct error *err, enum error_code code, const char *format, ...)
{
	char message[sizeof(err->message)]; /* the arguments may quote the old message */
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	err->code = code;
	memcpy(err->message, message, strlen(message) + 1);
	return false;
}

bool
fail_while(struct error *err, const char *format, ...)
{
	char doing[sizeof(err->message)];
	size_t length;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(doing, sizeof(doing), format, arguments);
	va_end(arguments);
	length = strlen(doing);
	if (length + 2 < sizeof(err->message)) {
		memmove(err->message + length + 2, err->message, sizeof(err->message) - length - 2);
		memcpy(err->message, doing, length);
		memcpy(err->message + length, ": ", 2);
		err->message[sizeof(err->message) - 1] = '\0';
	}
	return false;
}

bool
fail_as(struct error *err, enum error_code code)
{
	err->code = code;
	return false;
}
