/* SPDX-License-Identifier: Apache-2.0 */
/* What is left to be done after this record? See obligations.h. */
#include "core/obligations.h"

#include <string.h>

#include "base/text.h"

#define KIND_RETRO "retro"

static void
copy_text(struct arena *arena, const char **text)
{
	*text = *text ? arena_text(arena, *text) : NULL;
}

static void
add(struct arena *arena, struct open_obligations *to, const struct obligation *obligation)
{
	struct obligation *added = LIST_ADD(arena, &to->all);

	*added = *obligation;
	copy_text(arena, &added->record);
	copy_text(arena, &added->record_id);
	copy_text(arena, &added->commit);
	copy_text(arena, &added->kind);
	to->count++;
}

/* A request that is out of the service's scope is told so, and was not judged. */
static bool
was_judged(struct arena *arena, const struct record *record, size_t request)
{
	const char *pointer = arena_format(arena, "/change/changeRequests/%zu/paths", request);
	const struct evaluation *evaluation = record->evaluation;

	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (text_equal(evaluation->findings.at[i].code, "CHG-OUT-OF-SCOPE") &&
		    texts_contain(&evaluation->findings.at[i].inputs, pointer))
			return false;
	return true;
}

/* Whoever was let off a control has not met it. */
static bool
is_clean(const struct record *record)
{
	if (record->kind != RECORD_DEPLOYMENT || record->result != RECORD_ALLOWED ||
	    !record->evaluation)
		return false;
	for (size_t i = 0; i < record->evaluation->findings.count; i++)
		if (record->evaluation->findings.at[i].verdict == EXEMPT)
			return false;
	return true;
}

static bool
judges(struct arena *arena, const struct record *record, const char *commit)
{
	const struct change *change = &record->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++)
		if (text_equal(change->requests.at[i].commit, commit))
			return was_judged(arena, record, i);
	return false;
}

static bool
closes(struct arena *arena, const struct record *record, const struct obligation *obligation)
{
	if (record->kind == RECORD_RETRO)
		return record->result == RECORD_ALLOWED &&
		       text_equal(record->about, obligation->record);
	return is_clean(record) && judges(arena, record, obligation->commit);
}

static void
open_new(struct arena *arena, const struct record *record, const char *payload,
	 struct open_obligations *out)
{
	const struct change *change = &record->evidence->change;
	struct obligation opened = {.record = payload,
				    .record_id = record->record_id,
				    .commit = record->commit,
				    .kind = KIND_RETRO,
				    .due = record->evidence->emergency->due};

	/* One for all of them, where there is no room to list each. */
	if (!change->requests.count ||
	    out->all.count + change->requests.count > LIMIT_OBLIGATIONS) {
		add(arena, out, &opened);
		return;
	}
	for (size_t i = 0; i < change->requests.count; i++) {
		opened.commit = change->requests.at[i].commit;
		add(arena, out, &opened);
	}
}

void
obligations_after(struct arena *arena, const struct record *record, const char *payload,
		  struct open_obligations *out)
{
	const struct open_obligations *before = record->chain.obligations;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; before && i < before->all.count; i++)
		if (!closes(arena, record, &before->all.at[i]))
			add(arena, out, &before->all.at[i]);
	if (record->kind == RECORD_EMERGENCY && record->result == RECORD_EMERGENCY_RESULT)
		open_new(arena, record, payload, out);
}

bool
obligations_equal(const struct open_obligations *a, const struct open_obligations *b)
{
	size_t left = a ? a->all.count : 0, right = b ? b->all.count : 0;

	if (left != right)
		return false;
	for (size_t i = 0; i < left; i++)
		if (!obligation_equal(&a->all.at[i], &b->all.at[i]))
			return false;
	return true;
}
