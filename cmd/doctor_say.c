/* SPDX-License-Identifier: Apache-2.0 */
/* What did the doctor find? See doctor_say.h. */
#include "cmd/doctor_say.h"

#include <stdarg.h>

void
doctor_say(struct doctor *doctor, enum showing showing, const char *name, const char *format, ...)
{
	char sentence[LIMIT_ERROR_BYTES];
	size_t start;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	buffer_add_text(doctor->out, "  ");
	add_verdict(doctor->out, showing, doctor->color);
	start = doctor->out->length;
	buffer_add_text(doctor->out, name);
	while (doctor->out->length < start + 16)
		buffer_add_byte(doctor->out, ' ');
	add_sentence(doctor->out, sentence);
	buffer_add_byte(doctor->out, '\n');
	doctor->failed = doctor->failed || showing == SHOW_FAIL;
	doctor->unknown = doctor->unknown || showing == SHOW_UNKNOWN;
}
