/* SPDX-License-Identifier: Apache-2.0 */
/* What do reading files and making them share? For disk*.c and nobody else. */
#ifndef INTEGRATIONS_DISK_PARTS_H
#define INTEGRATIONS_DISK_PARTS_H

#include "integrations/disk.h"

/* Fails with "<doing> '<path>': <cause>". */
bool disk_fail(struct error *err, enum error_code code, const char *doing, const char *path,
	       const char *cause);

/* open() that is not interrupted, and closed on exec. */
int disk_open(const char *path, int flags, mode_t mode);

/* The folder that `path` is in; malloc. */
char *disk_folder_of(const char *path);
void disk_text_release(char **text);

/* Makes the names in a folder durable. Some file systems cannot, and say EINVAL. */
bool disk_sync_folder(const char *folder, struct error *err);

#endif
