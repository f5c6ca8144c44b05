/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked over http, as sources of the evidence. */
#ifndef INTEGRATIONS_HTTP_SOURCES_H
#define INTEGRATIONS_HTTP_SOURCES_H

#include "core/evidence.h"
#include "integrations/http.h"

/* Adds the rows of the journal from *told on, and moves it to the end. */
void http_sources(struct arena *arena, const struct http *http, const char *kept_by, size_t *told,
		  struct evidence *evidence);

#endif
