/* SPDX-License-Identifier: Apache-2.0 */
/* Who started the run of an emergency, and who opened its gate? See authorising.h. */
#include "base/text.h"
#include "checks/authorising.h"
#include "checks/pull_people.h"
#include "checks/subject.h"
#include "core/protection.h"

struct gate {
	struct judgement *judgement;
	struct pull pull; /* for whose accounts are one human's */
	const struct protection *protection;
	const char *environment; /* its name at the forge */
	struct authorising *out;
};

static void
refuse(struct gate *gate, const char *who, const char *why)
{
	struct arena *arena = gate->judgement->arena;

	*LIST_ADD(arena, &gate->out->refused) =
		(struct note){"EMER-GATE", arena_format(arena, "the gate: %s %s", who, why)};
}

/* ---- do the facts tell? ---- */

/*
 * Somebody opens a gate for what the run shows, so only for the run's own commit. Of a run that was
 * started again the forge does not say which attempt was let through.
 */
static const char *
run_problem(const struct gate_run *run, const char *head)
{
	if (!run->id)
		return "is of no run: the job named none";
	if (run->availability.state != KNOWN)
		return "is not known: the run could not be read";
	if (!run->status || text_equal(run->status, "completed"))
		return "is of a run that has ended";
	if (!text_equal(run->commit, head))
		return "is of a run of another commit";
	if (run->attempt != 1)
		return "is of a run that was started again";
	return NULL;
}

static const char *
gate_problem(const struct gate *gate)
{
	const struct protection *protection = gate->protection;
	const char *problem;

	if (!gate->environment)
		return "is none: the policy gives the environment no forge_name";
	if (!protection || !text_equal(protection->environment, gate->environment))
		return "is not known: the forge told nothing of it";
	problem = run_problem(&protection->run, gate->judgement->evidence->change.head);
	if (problem)
		return problem;
	if (protection->openings.availability.state != KNOWN)
		return "is not known: who opened it could not be read";
	return protection->openings.count == (int64_t)protection->openings.all.count
		       ? NULL
		       : "is not known: one of those who opened it is missing";
}

/* ---- who counts ---- */

static bool
is_actor(const struct gate *gate, const struct known_person *known)
{
	const struct texts *actors = &gate->judgement->policy->emergency->actors;
	struct texts ids = {0};

	for (size_t i = 0; i < actors->count; i++)
		texts_add(gate->judgement->arena, &ids,
			  address_to_id(gate->judgement->arena, actors->at[i]));
	return !actors->count || known_person_is_among(known, &ids);
}

static bool
is_there(const struct gate *gate, const struct known_person *known)
{
	for (size_t i = 0; i < gate->out->accounts.count; i++)
		if (known_person_is(&gate->pull, known, gate->out->accounts.at[i]))
			return true;
	return false;
}

static void
add(struct gate *gate, const struct account *account)
{
	const char *who = account_shown(gate->judgement->arena, account);
	struct known_person known;

	if (!account_is_human(account)) {
		refuse(gate, who, "is no person");
		return;
	}
	known_person_init(&gate->pull, account, &known);
	if (!is_actor(gate, &known))
		refuse(gate, who, "is not shown to be among emergency.actors");
	else if (is_there(gate, &known))
		refuse(gate, who, "is there already");
	else
		*LIST_ADD(gate->judgement->arena, &gate->out->accounts) = account;
}

static bool
is_approval(const struct gate *gate, const struct gate_opening *opening)
{
	if (opening->state != GATE_APPROVED)
		return false;
	for (size_t i = 0; i < opening->environments.count; i++)
		if (text_equal_ignoring_case(opening->environments.at[i], gate->environment))
			return true;
	return false;
}

/* Nobody has agreed to what they only started. */
static void
add_all(struct gate *gate)
{
	const struct gate_openings *openings = &gate->protection->openings;
	bool opened = false;

	add(gate, gate->protection->run.triggered_by);
	for (size_t i = 0; i < openings->all.count; i++)
		if (is_approval(gate, &openings->all.at[i])) {
			add(gate, openings->all.at[i].by);
			opened = true;
		}
	if (!opened)
		refuse(gate, "nobody", "opened it");
}

void
gate_authorising(struct judgement *judgement, struct authorising *out)
{
	const struct environment_rules *rules =
		policy_environment(judgement->policy, judgement->evidence->change.key.environment);
	const struct forge_facts *forge = judgement->evidence->forge;
	struct demand demand = {.policy = judgement->policy, .rules = &judgement->policy->approval};
	struct pulled ignored = {0};
	struct gate gate = {.judgement = judgement,
			    .pull = pull_begin(judgement, NULL, &demand, &ignored),
			    .environment = rules ? rules->forge_name : NULL,
			    .out = out};
	const char *problem;

	if (forge && forge->availability.state == KNOWN)
		gate.protection = forge->protection;
	problem = gate_problem(&gate);
	if (problem)
		refuse(&gate, "what was opened", problem);
	else
		add_all(&gate);
}
