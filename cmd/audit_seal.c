/* SPDX-License-Identifier: Apache-2.0 */
/* How is a population frozen before an auditor draws from it? By a record of its digest in the
 * ledger. */
#include "audit/seal.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/building.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "cmd/stamping.h"
#include "integrations/clock.h"

struct freezing {
	struct world *world;
	struct record record;
	struct buffer *kept; /* the envelope that was appended */
	const char *payload;
};

static bool
seal_population(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
		struct error *err)
{
	struct freezing *freezing = self;

	(void)log;
	freezing->record.chain = (struct chain){.previous_record = state->previous_record,
						.sequence = state->sequence,
						.in_place = state->in_place,
						.obligations = state->obligations};
	if (!record_sign(freezing->world, &freezing->record, envelope, &freezing->payload, err))
		return false;
	buffer_clear(freezing->kept);
	buffer_add(freezing->kept, envelope->bytes, envelope->length);
	return true;
}

static bool
append_seal(struct world *world, const struct population_seal *seal, struct buffer *envelope,
	    const char **payload, struct receipt *receipt, struct error *err)
{
	struct freezing freezing = {.world = world, .kept = envelope};
	struct sealing sealing = {&freezing, seal_population};
	struct sequencer sequencer = world_sequencer(world);
	char record_id[27];

	if (!record_id_new(record_id, err))
		return false;
	freezing.record = (struct record){.schema = RECORD_SCHEMA,
					  .custody = CUSTODY_ONE_PROCESS,
					  .kind = RECORD_SEAL,
					  .result = RECORD_SEALED,
					  .record_id = arena_text(world->arena, record_id),
					  .time = clock_now(),
					  .key = {world->policy.ledger.origin, "*", "*"},
					  .seal = seal};
	if (!recorder_read(&freezing.record.recorder, err) ||
	    !sequence_append(world->arena, &sequencer, &freezing.record.key, &sealing, receipt,
			     err))
		return fail_while(err, "recording the seal");
	*payload = freezing.payload;
	return true;
}

/* Whoever seals may not choose what is in it: the ledger must give the same ids again. Its records
 * were verified when the population was listed, and are again when it is drawn from by strata and
 * laid out; their leaves are what the checkpoint of the moment says. */
static bool
check_against_ledger(const struct place *place, const char *folder,
		     const struct population_header *header, struct error *err)
{
	RELEASED_BY(building_release) struct building again = {0};
	struct reconciliation_file file;
	bool reconciled;
	struct population_request request = {.from = header->from,
					     .to = header->to,
					     .environments = header->environments,
					     .services = header->services,
					     .tool_version = CHANGEGATE_VERSION};

	if (!audit_reconciliation_of(place->world.arena, folder, header, &file, &reconciled, err))
		return false;
	again.reconciliation = reconciled ? &file : NULL;
	again.reconciliation_sha256 = header->reconciliation_sha256;
	if (!building_ids(place->world.arena, place, &request, &again, err))
		return false;
	if (!text_equal(again.population.header.ids_sha256, header->ids_sha256))
		return fail(err, ERROR_LEDGER,
			    "the ledger gives another population for this period and scope: it was "
			    "edited, or records came later; list it again in a new folder");
	return true;
}

/* The population that lies in the folder, which must be of this ledger and whole. */
static bool
read_population(struct place *place, const char *folder, struct population_seal *seal,
		struct error *err)
{
	struct world *world = &place->world;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer ids_bytes = {0};
	struct population_header header;
	struct texts ids = {0};

	if (!audit_read(world->arena, folder, FILE_HEADER, LIMIT_DOCUMENT_BYTES, &bytes, err) ||
	    !audit_read(world->arena, folder, FILE_IDS, LIMIT_DOCUMENT_BYTES, &ids_bytes, err) ||
	    !population_header_parse(world->arena, bytes.bytes, bytes.length, &header, err))
		return fail_while(err, "reading the population");
	if (!text_equal(header.ledger.origin, world->policy.ledger.origin))
		return fail(err, ERROR_USAGE, "the population is of ledger '%s', not of '%s'",
			    text_shown(world->arena, header.ledger.origin),
			    text_shown(world->arena, world->policy.ledger.origin));
	return population_seal_fill(&header, seal, err) &&
	       population_seal_fits(world->arena, seal, ids_bytes.bytes ? ids_bytes.bytes : "",
				    ids_bytes.length, &ids, err) &&
	       check_against_ledger(place, folder, &header, err);
}

static bool
keep(struct world *world, const char *folder, const struct buffer *envelope,
     const struct receipt *receipt, const char *payload, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer proof = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};

	receipt_write(&proof, receipt);
	buffer_add_format(&out,
			  "sealed as leaf %lld, sha256 %s\n"
			  "made " FILE_SEAL " and " FILE_RECEIPT "\n"
			  "next: the auditor makes a seed (twenty digits, by dice), then "
			  "changegate audit sample\n",
			  (long long)receipt->index, payload);
	return audit_write(world->arena, folder, FILE_SEAL, envelope, err) &&
	       audit_write(world->arena, folder, FILE_RECEIPT, &proof, err) &&
	       output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(place_close) struct place place = {0};
	RELEASED_BY(buffer_release) struct buffer envelope = {0};
	struct population_seal seal = {0};
	struct receipt receipt = {0};
	const char *folder, *payload = NULL;

	*status = STATUS_ALLOWED;
	if (!audit_folder(arguments, &folder, err) ||
	    !place_open(arena, arguments, NULL, &place, err) ||
	    !world_open_keys(&place.world, err) || !read_population(&place, folder, &seal, err) ||
	    !append_seal(&place.world, &seal, &envelope, &payload, &receipt, err) ||
	    !keep(&place.world, folder, &envelope, &receipt, payload, err))
		return false;
	/* That it was there before the seed is what a seal is for. */
	if (place.world.policy.ledger.mode == LEDGER_IN_STEP)
		stamping_after(&place.world, arguments, 0);
	return true;
}

static const struct option options[] = {
	DIRECTORY_OPTION,
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_seal_command = {
	.name = "audit seal",
	.audience = FOR_AUDITORS,
	.purpose = "freeze a population: its digest becomes a record of the ledger",
	.options = options,
	.run = run,
};
