/* SPDX-License-Identifier: Apache-2.0 */
/* What does a code mean, and what should I do? See code.h. */
#include "core/code.h"

#include "base/text.h"
#include "core/code_tables.h"

size_t
code_count(void)
{
	return control_codes_count + ledger_codes_count;
}

const struct code *
code_at(size_t index)
{
	return index < control_codes_count ? &control_codes[index]
					   : &ledger_codes[index - control_codes_count];
}

const struct code *
code_find(const char *name)
{
	for (size_t i = 0; i < code_count(); i++)
		if (text_equal(code_at(i)->name, name))
			return code_at(i);
	return NULL;
}
