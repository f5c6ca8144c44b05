/* SPDX-License-Identifier: Apache-2.0 */
/* How is a ledger of so many deploys made, to measure what reads it? `ledger FOLDER COUNT` makes
 * FOLDER/ledger, FOLDER/trust.json and the keys. A baseline, then deploys, each tenth refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

static void
write_file(const char *folder, const char *name, const char *bytes, size_t length)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
		fprintf(stderr, "%s cannot be written\n", path);
		exit(1);
	}
}

static void
must(bool done, int number, const struct error *err)
{
	if (done)
		return;
	fprintf(stderr, "record %d: %s\n", number, err->message);
	exit(1);
}

/* Nobody else writes, so that the log need not be opened anew for each record. */
static void
append(const struct sample *sample, struct log *log, int number)
{
	RELEASED_BY(buffer_release) struct buffer envelope = {0};
	struct sample_record wanted = {
		.kind = number ? RECORD_DEPLOYMENT : RECORD_BASELINE,
		.result = number % 10 == 9 ? RECORD_REFUSED : RECORD_ALLOWED,
		.number = number,
	};
	struct sample once = *sample; /* with an arena for this record alone */
	struct key key = sample_key(NULL);
	struct key_state state;
	struct receipt receipt;
	struct error err;

	arena_init(&once.arena);
	once.size = log->checkpoint.size;
	must(log_key_state(&once.arena, log, &key, &state, &err), number, &err);
	must(sample_seal(&once, &wanted, &state, &envelope, &err), number, &err);
	must(log_append(&once.arena, log, envelope.bytes, envelope.length, &once.checkpoint_signer,
			&receipt, &err),
	     number, &err);
	arena_release(&once.arena);
}

static void
append_all(struct sample *sample, const struct store *store, int64_t count)
{
	struct log log;
	struct error err;

	must(log_open(&sample->arena, store, &sample->trust, &log, &err), 0, &err);
	must(log_lock(store, &err), 0, &err);
	for (int64_t number = 0; number < count; number++)
		append(sample, &log, (int)number);
	log_unlock(store);
	log_release(&log);
}

static void
write_world(struct sample *sample, const char *folder)
{
	RELEASED_BY(buffer_release) struct buffer trust = {0};

	trust_write(&trust, &sample->trust);
	write_file(folder, "trust.json", trust.bytes, trust.length);
	write_file(folder, "record.key", sample_record_pem, strlen(sample_record_pem));
	write_file(folder, "checkpoint.key", sample_checkpoint_pem, strlen(sample_checkpoint_pem));
}

int
main(int argc, char **argv)
{
	struct memory_store memory = {0};
	struct sample sample;
	struct store store;
	char ledger[3000];
	int64_t count;

	if (argc != 3 || !text_to_integer(argv[2], &count) || count < 1 || count > 10000000)
		return 2;
	snprintf(ledger, sizeof(ledger), "%s/ledger", argv[1]);
	sample_open(&sample);
	write_world(&sample, argv[1]);
	memory_store_store(&memory, &store);
	append_all(&sample, &store, count);
	for (size_t i = 0; i < memory.count; i++)
		write_file(ledger, memory.files[i].name, memory.files[i].bytes.bytes,
			   memory.files[i].bytes.length);
	memory_store_release(&memory);
	return 0;
}
