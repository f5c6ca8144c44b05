/* SPDX-License-Identifier: Apache-2.0 */
/* How does an answer, or the lack of one, look as a document? See availability.h. */
#include "core/availability.h"

static const char *const known_names[] = {"not-asked", "known", "unavailable", NULL};

static const struct field availability_rows[] = {
	FIELD_ROW(availability, state, "state", FIELD_CHOICE, .choices = known_names,
		  .meaning = "whether the source was asked and did answer"),
	FIELD_ROW(availability, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "what did not answer, and what to do"),
};
const struct fields availability_fields = {"availability", sizeof(struct availability),
					   FIELDS_OF(availability_rows),
					   "Whether a section of the evidence could be read."};
