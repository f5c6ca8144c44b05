/* SPDX-License-Identifier: Apache-2.0 */
/* May a change request go by the approval or the ticket of another one? See inherited.h. */
#include "checks/inherited.h"

#include "base/text.h"
#include "checks/subject.h"

static bool
is_asked(const struct inheritance *inherits, int reverts, int backports)
{
	return inherits &&
	       (inherits->kind == INHERITS_INVERSE ? reverts : backports) == INHERITING_ALLOWED;
}

/* A fact that lost one of its parts is none. */
static bool
is_proven(const struct inheritance *inherits)
{
	bool same =
		inherits->digest || (inherits->kind == INHERITS_INVERSE && inherits->recomputed);

	return !inherits->why && same && inherits->record && inherits->record_id;
}

/* Rules that were tightened would come loose again by whoever takes that back. */
static bool
is_of_gate(const struct change_request *request)
{
	return request->gate.count || request->gate_count;
}

bool
inherits_approval(const struct approval_rules *rules, const struct change_request *request)
{
	const struct inheritance *inherits = request->inherits;

	return is_asked(inherits, rules->reverts, rules->backports) && is_proven(inherits) &&
	       !is_of_gate(request) && text_equal(inherits->approval, "APPR-COUNTED");
}

bool
inherits_ticket(const struct ticket_rules *rules, const struct change_request *request)
{
	const struct inheritance *inherits = request->inherits;

	return is_asked(inherits, rules->reverts, rules->backports) && is_proven(inherits) &&
	       inherits->ticket;
}

const char *
inherited_shown(struct arena *arena, const struct change_request *request)
{
	const struct inheritance *inherits = request->inherits;

	return arena_format(arena, "change request %s, which it exactly %s (record %s)",
			    short_id(arena, inherits->from),
			    inherits->kind == INHERITS_INVERSE ? "takes back" : "repeats",
			    text_shown(arena, inherits->record_id));
}

static const char *
why_nothing(struct arena *arena, const struct change_request *request, const char *code)
{
	if (request->inherits->why)
		return text_shown(arena, request->inherits->why);
	if (text_equal(code, "APPR-NOT-INHERITED") && is_of_gate(request))
		return "it changes the gate's own files";
	return "the record that judged it has none of its own, by rules as strict as today's";
}

void
note_not_inherited(struct judgement *judgement, struct finding *finding,
		   const struct change_request *request, int reverts, int backports,
		   const char *code)
{
	const struct inheritance *inherits = request->inherits;

	if (!is_asked(inherits, reverts, backports))
		return;
	finding_note(judgement, finding, code, "of %s, which it %s, nothing is inherited: %s",
		     short_id(judgement->arena, inherits->from),
		     inherits->kind == INHERITS_INVERSE ? "says that it takes back"
							: "says that it repeats",
		     why_nothing(judgement->arena, request, code));
	finding_rests_on(judgement, finding, "%s", inherited_pointer(judgement, request));
}

const char *
inherited_pointer(struct judgement *judgement, const struct change_request *request)
{
	return arena_format(judgement->arena, "/change/changeRequests/%zu/inherits",
			    (size_t)(request - judgement->evidence->change.requests.at));
}
