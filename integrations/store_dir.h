/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a ledger kept in a folder? Files of the same names below PATH; one writer at a time by
 * flock on PATH/.lock. Names that begin with a dot are not of the ledger (locks, files half
 * written). Nothing below PATH is ever reached through a symbolic link.
 */
#ifndef INTEGRATIONS_STORE_DIR_H
#define INTEGRATIONS_STORE_DIR_H

#include "core/store.h"

struct store_dir;

/* The folder need not exist: it is made by the first lock. Release with store_dir_release(). */
bool store_dir_open(const char *path, struct store_dir **out, struct error *err);
void store_dir_release(struct store_dir **store);

/* Lends the folder to a store. */
void store_dir_store(struct store_dir *directory, struct store *out);

#endif
