/* SPDX-License-Identifier: Apache-2.0 */
/* How many files does a deploy read of a ledger that `ledger` made? `reads FOLDER` prints it for
 * what is in place and open, and for whether the newest commit was there. Tiles of hashes are
 * counted apart: there is one for each level of the tree, of which a ledger has one more at 256
 * records, at 65,536 and at 16,777,216. */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/store_dir.h"
#include "ledger/log.h"
#include "tests/fake/sample_ledger.h"

#define LARGEST_TRUST 65536

static struct store folder;
static int reads, tiles;

static bool
counted(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	if (text_starts_with(name, "tile/") && !text_starts_with(name, "tile/entries/"))
		tiles++;
	else
		reads++;
	return folder.read(self, name, limit, out, err);
}

static void
must(bool done, const struct error *err)
{
	if (done)
		return;
	fprintf(stderr, "%s\n", err->message);
	exit(1);
}

static void
measure(struct arena *arena, const struct store *store, const struct trust *trust)
{
	struct key key = sample_key(NULL);
	struct key_state state;
	struct placed *placed;
	struct log log;
	struct error err;

	must(log_open(arena, store, trust, &log, &err), &err);
	must(log_key_state(arena, &log, &key, &state, &err), &err);
	printf("%lld records: %d reads for what is in place and open",
	       (long long)log.checkpoint.size, reads);
	must(log_find_passing(arena, &log, &key, PASSED_IN_FULL, state.in_place->commit, NULL,
			      &placed, &err),
	     &err);
	printf(", %d with the promotion of the newest commit (%s); and %d tiles of hashes\n", reads,
	       placed ? "found" : "not found", tiles);
	log_release(&log);
}

int
main(int argc, char **argv)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(store_dir_release) struct store_dir *directory = NULL;
	struct store store;
	struct trust trust;
	struct error err;

	if (argc != 2)
		return 2;
	arena_init(&arena);
	must(disk_read(arena_format(&arena, "%s/trust.json", argv[1]), LARGEST_TRUST, &bytes, &err),
	     &err);
	must(trust_parse(&arena, bytes.bytes, bytes.length, &trust, &err), &err);
	must(store_dir_open(arena_format(&arena, "%s/ledger", argv[1]), &directory, &err), &err);
	store_dir_store(directory, &folder);
	store = folder;
	store.read = counted;
	measure(&arena, &store, &trust);
	return 0;
}
