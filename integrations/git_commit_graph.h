/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a commit-graph say about a commit, and do the raw objects say the same? Git believes
 * such a file more than the objects: the tree, the parents, the date, and the generation numbers by
 * which it decides where not to look. Bytes in, answers out; nothing here believes a number.
 *
 * Format: gitformat-commit-graph(5), version 1 with SHA-1 ids; one file, or layers of a chain.
 * Not compared: changed-path filters (BIDX, BDAT). They hide commits from `git log -- PATH` only,
 * a question that is never asked of git here.
 */
#ifndef INTEGRATIONS_GIT_COMMIT_GRAPH_H
#define INTEGRATIONS_GIT_COMMIT_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/list.h"
#include "integrations/git_objects.h"

#define LISTING_LAYERS 255 /* a layer counts those below it in one byte */

/* Chunks; NULL where an optional one is absent. They point into the file's bytes. */
struct listing_layer {
	const uint8_t *fanout, *ids, *commits, *edges, *offsets, *late_offsets, *bases;
	const uint8_t *checksum;
	uint32_t count, below; /* commits here, and in the layers before */
	uint32_t edge_count, late_count, base_count;
};

/* A position counts commits from the first layer on. The bytes of the layers must outlive it. */
struct listing {
	LIST(struct listing_layer) layers;
	bool undated; /* some layer has no corrected dates, so git uses none */
};

/*
 * Puts a file on top. ERROR_FORMAT, saying what is wrong, for whatever git would not have written;
 * the listing is then as before. The checksum at the end is not computed.
 */
bool listing_add(struct arena *arena, struct listing *listing, const void *bytes, size_t length,
		 struct error *err);

bool listing_find(const struct listing *listing, const struct object_id *id, uint32_t *position);

/* What the raw object says. A time of 0 is one that could not be read: it is not compared. */
struct raw_facts {
	struct object_id id, tree;
	int64_t time;
	size_t parent_count;
	struct object_id parents[LIMIT_PARENTS];
};

/*
 * What is wrong about a commit ("tree", "parents", "date", "generation number", "corrected date"),
 * or NULL if all is right or the commit is not listed. Generation numbers follow from those that
 * the file gives to the parents: one that is wrong shows at the commit itself or at a child.
 */
const char *listing_disagrees(const struct listing *listing, const struct raw_facts *facts);

#endif
