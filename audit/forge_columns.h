/* SPDX-License-Identifier: Apache-2.0 */
/* What does a forge's evidence add to the row of a record? Change requests by number, and whose
 * reviews passing findings rest on. */
#ifndef AUDIT_FORGE_COLUMNS_H
#define AUDIT_FORGE_COLUMNS_H

#include "audit/population.h"

/* Does nothing without a forge. Texts are made safe to show. */
void forge_columns(struct arena *arena, const struct evidence *evidence,
		   const struct evaluation *evaluation, struct population_row *row);

/* "alice (583231)"; "(deleted account)" for nobody. */
const char *account_text(struct arena *arena, const struct account *account);

#endif
