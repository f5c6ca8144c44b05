/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which places for a ledger are there? "dir:PATH" is a folder. A row of the table per kind.
 */
#ifndef INTEGRATIONS_STORES_H
#define INTEGRATIONS_STORES_H

#include "core/store.h"

struct store_kind {
	const char *prefix; /* "dir:" */
	bool (*open)(const char *place, void **self, struct error *err);
	void (*lend)(void *self, struct store *out);
	void (*release)(void **self);
};

struct opened_store {
	struct store store;
	const struct store_kind *kind; /* NULL: not open */
	void *self;
};

/* A place such as "dir:PATH"; relative paths are below `base` (NULL: the working folder). */
bool store_open(const char *base, const char *place, struct opened_store *out, struct error *err);
void store_release(struct opened_store *opened);

#endif
