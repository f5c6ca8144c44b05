/* SPDX-License-Identifier: Apache-2.0 */
/* What does one record say to an auditor? Its columns, taken from its own evidence and findings. */
#ifndef AUDIT_POPULATION_ROW_H
#define AUDIT_POPULATION_ROW_H

#include "audit/population.h"

/* All but `seq`. The record is a judged one, with evidence and evaluation. */
void population_row_fill(struct arena *arena, const struct verified_record *verified,
			 const struct deployed *deployed, struct population_row *row);

/* What a retro says of the emergency that it closed. The texts are safe to show. */
void population_row_settled(struct arena *arena, const struct record *retro, struct settled *out);

#endif
