/* SPDX-License-Identifier: Apache-2.0 */
/* May a sample be drawn as it is asked for, or could somebody have steered it? */
#ifndef AUDIT_SAMPLE_ASK_H
#define AUDIT_SAMPLE_ASK_H

#include "audit/sample.h"

bool sample_is_list(const char *method);

/* All that can be said without the ids. ERROR_USAGE. */
bool sample_request_check(const struct sample_request *request, struct error *err);

/* What to know before relying on the sample; the items are there already. */
void sample_add_warnings(struct arena *arena, const struct sample_request *request,
			 struct sample *sample);

#endif
