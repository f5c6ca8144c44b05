/* SPDX-License-Identifier: Apache-2.0 */
/* What does a code mean, and what should I do? See code.h. */
#include "core/code.h"

#include "base/text.h"
#include "core/code_tables.h"

static const struct code_table *const tables[] = {
	&change_codes, &ticket_codes,    &approval_codes, &tests_codes, &separation_codes,
	&policy_codes, &emergency_codes, &ledger_codes,   &proof_codes, &admission_codes,
};
#define TABLES (sizeof(tables) / sizeof(tables[0]))

size_t
code_count(void)
{
	size_t count = 0;

	for (size_t i = 0; i < TABLES; i++)
		count += tables[i]->count;
	return count;
}

const struct code *
code_at(size_t index)
{
	size_t table = 0;

	while (index >= tables[table]->count)
		index -= tables[table++]->count;
	return &tables[table]->at[index];
}

const struct code *
code_find(const char *name)
{
	for (size_t i = 0; i < code_count(); i++)
		if (text_equal(code_at(i)->name, name))
			return code_at(i);
	return NULL;
}
