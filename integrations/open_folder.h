/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are many files of one folder read without walking to it again for each? The folder below a
 * root in which a file was read stays open for the next. No symbolic link below the root is
 * followed.
 */
#ifndef INTEGRATIONS_OPEN_FOLDER_H
#define INTEGRATIONS_OPEN_FOLDER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct open_folder {
	int descriptor; /* -1: none */
	struct buffer name;
	pthread_rwlock_t lock; /* of both */
};

void open_folder_init(struct open_folder *folder);

/*
 * Appends the content of the file `name` below `root`, which has no "." and ".." in it. false, and
 * nothing appended, where that did not work for whatever reason, also one that is gone at a second
 * look: the folder was removed and made again. Several threads may read at a time.
 */
bool open_folder_read(struct open_folder *folder, const char *root, const char *name, size_t limit,
		      struct buffer *out);

void open_folder_release(struct open_folder *folder);

#endif
