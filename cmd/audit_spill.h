/* SPDX-License-Identifier: Apache-2.0 */
/* How do lists get to the disk while they are made, without lying in memory whole? */
#ifndef CMD_AUDIT_SPILL_H
#define CMD_AUDIT_SPILL_H

#include "cmd/building.h"
#include "integrations/disk_new.h"

#define SPILLED_LISTS 4

struct spill {
	struct arena *arena;
	const char *folder;
	bool begun;
	struct new_file files[SPILLED_LISTS];
};

/* For building.spill: writes once there is enough to write. The folder is made only then. */
bool spill_some(void *spill, struct building *building, struct error *err);

/* Writes the rest and gives the files their names; none of them may exist. */
bool spill_finish(struct spill *spill, struct building *building, struct error *err);

void spill_release(struct spill *spill); /* for RELEASED_BY */

#endif
