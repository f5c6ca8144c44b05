/* SPDX-License-Identifier: Apache-2.0 */
/* How do lists get to the disk while they are made? See audit_spill.h. */
#include "cmd/audit_spill.h"

#include <stddef.h>

#include "cmd/audit_folder.h"
#include "integrations/disk.h"

#define ENOUGH_BYTES ((size_t)256 * 1024)

static const struct {
	const char *name;
	size_t offset;
} lists[SPILLED_LISTS] = {
	{FILE_CSV, offsetof(struct building, csv)},
	{FILE_JSONL, offsetof(struct building, jsonl)},
	{FILE_HTML, offsetof(struct building, html)},
	{FILE_CHANGES, offsetof(struct building, changes)},
};

static struct buffer *
list_of(struct building *building, size_t i)
{
	return (struct buffer *)(void *)((char *)building + lists[i].offset);
}

static bool
begin(struct spill *spill, struct error *err)
{
	if (!disk_make_folders(spill->folder, err))
		return false;
	spill->begun = true;
	for (size_t i = 0; i < SPILLED_LISTS; i++)
		if (!new_file_begin(
			    &spill->files[i],
			    arena_format(spill->arena, "%s/%s", spill->folder, lists[i].name), 0644,
			    err))
			return false;
	return true;
}

static bool
write_lists(struct spill *spill, struct building *building, struct error *err)
{
	if (!spill->begun && !begin(spill, err))
		return false;
	for (size_t i = 0; i < SPILLED_LISTS; i++) {
		struct buffer *list = list_of(building, i);

		if (!new_file_add(&spill->files[i], list->bytes, list->length, err))
			return false;
		buffer_clear(list);
	}
	return true;
}

bool
spill_some(void *self, struct building *building, struct error *err)
{
	size_t bytes = 0;

	for (size_t i = 0; i < SPILLED_LISTS; i++)
		bytes += list_of(building, i)->length;
	return bytes < ENOUGH_BYTES || write_lists(self, building, err);
}

bool
spill_finish(struct spill *spill, struct building *building, struct error *err)
{
	if (!write_lists(spill, building, err))
		return false;
	for (size_t i = 0; i < SPILLED_LISTS; i++)
		if (!new_file_create(&spill->files[i], err))
			return audit_exists(spill->arena, spill->folder, lists[i].name, err);
	return true;
}

void
spill_release(struct spill *spill)
{
	for (size_t i = 0; i < SPILLED_LISTS; i++)
		new_file_release(&spill->files[i]);
}
