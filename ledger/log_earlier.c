/* SPDX-License-Identifier: Apache-2.0 */
/* Does the log have the earlier records that a record rests on? See log_earlier.h. */
#include "ledger/log_earlier.h"

#include <string.h>

#include "base/text.h"
#include "ledger/log_chain.h"

struct looking {
	struct log *log;
	const struct record *record;
	const char **code;
};

static bool
counts(const struct leaf *leaf)
{
	return leaf->result ==
	       (leaf->kind == RECORD_EMERGENCY ? RECORD_EMERGENCY_RESULT : RECORD_ALLOWED);
}

static bool
is_same(const struct placed *a, const struct placed *b)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	fields_write(&one, &placed_fields, a);
	fields_write(&other, &placed_fields, b);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

/* ---- what the verdict rests on ------------------------------------------------------------------
 */

static bool
agrees(struct looking *looking, const char *field, const struct placed *claimed,
       const struct key *key, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct leaf leaf;
	bool there;

	if (!claimed)
		return true;
	there = claimed->index >= 0 && claimed->index < looking->log->checkpoint.size;
	if (there && !log_read_leaf(&arena, looking->log, claimed->index, &leaf, err))
		return false;
	if (there && counts(&leaf) && key_equal(&leaf.key, key) &&
	    is_same(claimed, leaf_placed(&arena, &leaf, claimed->index)))
		return true;
	*looking->code = "REC-EARLIER";
	return fail(err, ERROR_LEDGER,
		    "%s names an earlier record that the ledger does not have so", field);
}

static bool
undoes(const struct leaf *leaf, const char *record)
{
	return leaf->kind == RECORD_OUTCOME && leaf->result != RECORD_SUCCEEDED &&
	       text_equal(leaf->about, record);
}

/* Did the log say that it failed, when the evidence was collected? */
static bool
stood(struct looking *looking, const char *field, const struct placed *claimed,
      const struct key *key, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk = {0};
	int64_t size = looking->record->evidence->ledger.size;
	bool undone = false;

	if (!claimed)
		return true;
	if (!chain_walk_start(&walk, looking->log, key, err))
		return false;
	while (!undone && walk.index > claimed->index) {
		undone = walk.index < size && undoes(&walk.leaf, claimed->record);
		if (!chain_walk_back(&walk, err))
			return false;
	}
	if (!undone)
		return true;
	*looking->code = "REC-EARLIER";
	return fail(err, ERROR_LEDGER, "%s names an earlier record whose deploy had failed", field);
}

/* What was there, and went well as far as was known. */
static bool
went_well(struct looking *looking, const char *field, const struct placed *claimed,
	  const struct key *key, struct error *err)
{
	return agrees(looking, field, claimed, key, err) &&
	       stood(looking, field, claimed, key, err);
}

static bool
promotion_agrees(struct looking *looking, struct error *err)
{
	const struct promotion *promotion = looking->record->evidence->environment.promotion;
	struct key key = looking->record->key;

	if (!promotion)
		return true;
	key.environment = promotion->environment;
	return went_well(looking, "environment.promotion.passed", promotion->passed, &key, err);
}

static bool
artifacts_agree(struct looking *looking, struct error *err)
{
	const struct ledger_facts *facts = &looking->record->evidence->ledger;

	for (size_t i = 0; i < facts->artifacts.count; i++) {
		const struct artifact_record *artifact = &facts->artifacts.at[i];
		struct key key = {artifact->repository, artifact->service, artifact->environment};

		if (!went_well(looking, "ledger.artifacts.passed", artifact->passed, &key, err) ||
		    !agrees(looking, "ledger.artifacts.placed", artifact->placed, &key, err) ||
		    !agrees(looking, "ledger.artifacts.excused", artifact->excused, &key, err))
			return false;
	}
	return true;
}

/* Does the record at an index bring this policy, or judge by it? */
static bool
brings(struct log *log, int64_t index, const char *digest, bool *does, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	const struct policy_facts *facts;
	struct logged logged;

	*does = false;
	if (!log_read_record(&arena, log, index, &logged, err))
		return false;
	if (!logged.record.evidence)
		return true;
	facts = &logged.record.evidence->policy;
	*does = text_equal(facts->digest, digest) ||
		(facts->previous && text_equal(facts->previous->digest, digest));
	return true;
}

/* Mostly that of the newest record of the repository. */
static bool
policy_agrees(struct looking *looking, struct error *err)
{
	const struct previous_policy *previous = looking->record->evidence->policy.previous;
	RELEASED_BY(arena_release) struct arena arena = {0};
	int64_t index = looking->log->checkpoint.size;
	bool found = !previous;

	while (!found) {
		if (!log_find_repository_before(&arena, looking->log,
						looking->record->key.repository, index, &index,
						err))
			return false;
		if (index < 0)
			break;
		if (!brings(looking->log, index, previous->digest, &found, err))
			return false;
	}
	if (found)
		return true;
	*looking->code = "REC-EARLIER";
	return fail(err, ERROR_LEDGER,
		    "policy.previous is of no earlier record of this repository");
}

/* ---- what a retro is about ----------------------------------------------------------------------
 */

static bool
begins_alike(const struct placed *a, const struct placed *b)
{
	return a && b && a->index == b->index && text_equal(a->record, b->record);
}

static bool
settles(const struct record *retro, const struct record *about)
{
	return about->kind == RECORD_EMERGENCY && about->result == RECORD_EMERGENCY_RESULT &&
	       key_equal(&about->key, &retro->key) && text_equal(about->commit, retro->commit) &&
	       text_equal(about->artifact, retro->artifact) &&
	       begins_alike(about->chain.in_place, retro->chain.in_place);
}

static bool
retro_agrees(struct looking *looking, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct logged logged;
	int64_t index;

	if (looking->record->kind != RECORD_RETRO)
		return true;
	if (!log_find_record(&arena, looking->log, looking->record->about, &index, err) ||
	    !log_read_record(&arena, looking->log, index, &logged, err))
		return false;
	if (settles(looking->record, &logged.record))
		return true;
	*looking->code = "REC-ABOUT";
	return fail(
		err, ERROR_LEDGER,
		"a retro is about an emergency that went ahead, of the commit and artefact that "
		"it brought, and begins where that began");
}

bool
log_check_earlier(struct log *log, const struct record *record, const char **code,
		  struct error *err)
{
	struct looking looking = {log, record, code};

	*code = NULL;
	if (!record->evidence)
		return true;
	return retro_agrees(&looking, err) &&
	       agrees(&looking, "ledger.inPlace", record->evidence->ledger.in_place, &record->key,
		      err) &&
	       agrees(&looking, "chain.inPlace", record->chain.in_place, &record->key, err) &&
	       went_well(&looking, "environment.rollback", record->evidence->environment.rollback,
			 &record->key, err) &&
	       promotion_agrees(&looking, err) && artifacts_agree(&looking, err) &&
	       policy_agrees(&looking, err);
}
