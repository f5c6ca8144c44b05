/* SPDX-License-Identifier: Apache-2.0 */
/* How does each method draw, from how many of each stratum, and in which stage? */
#ifndef AUDIT_DRAWING_H
#define AUDIT_DRAWING_H

#include "audit/sample.h"

/* A sample in the making. */
struct drawing {
	struct arena *arena;
	const struct sample_request *request;
	struct texts ids; /* sorted */
	struct strata strata;
	/* for each stage, how many of each stratum were drawn by then */
	int64_t *drawn_by[LIMIT_STAGES];
	bool *taken; /* by id: is an item already */
	struct sample sample;
};

/* Index of an id; ERROR_USAGE if it was not sealed. */
bool drawing_find(const struct drawing *drawing, const char *id, size_t *index, struct error *err);

void drawing_add(struct drawing *drawing, size_t index, const char *ticket, const char *selection,
		 int64_t stage);

/* From the stages of the sample and the replaced records: how many each stratum gives. */
bool drawing_allocate(struct drawing *drawing, struct error *err);

/* Adds the items of the sample's method, which is known. */
bool drawing_draw(struct drawing *drawing, struct error *err);

#endif
