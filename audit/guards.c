/* SPDX-License-Identifier: Apache-2.0 */
/* What did the platform allow for each environment, and since when? See guards.h. */
#include "audit/guards.h"

#include "base/text.h"
#include "core/protection.h"

#define NOT_TOLD_TEXT "not told"

struct told_setting {
	const char *what, *who, *state;
};

static bool
is_same(const struct period_guard *a, const struct period_guard *b)
{
	return text_equal(a->repository, b->repository) &&
	       text_equal(a->environment, b->environment) && text_equal(a->what, b->what) &&
	       text_equal(a->who, b->who);
}

const struct period_guard *
guard_before(const struct period *period, const struct period_guard *guard)
{
	for (size_t i = (size_t)(guard - period->guards.at); i; i--)
		if (is_same(&period->guards.at[i - 1], guard))
			return &period->guards.at[i - 1];
	return NULL;
}

const struct period_guard *
guard_behind(const struct period *period, const struct period_guard *guard)
{
	for (size_t i = (size_t)(guard - period->guards.at) + 1; i < period->guards.count; i++)
		if (is_same(&period->guards.at[i], guard))
			return &period->guards.at[i];
	return NULL;
}

/* The last line about the same, which goes on if the state is the same. */
static struct period_guard *
line_of(struct period *period, const struct period_guard *wanted)
{
	for (size_t i = period->guards.count; i; i--)
		if (is_same(&period->guards.at[i - 1], wanted))
			return text_equal(period->guards.at[i - 1].state, wanted->state)
				       ? &period->guards.at[i - 1]
				       : NULL;
	return NULL;
}

static void
see(struct period *period, const struct record *record, const struct told_setting *told)
{
	struct arena *arena = period->arena;
	struct period_guard wanted = {.repository = record->key.repository,
				      .environment = record->key.environment,
				      .what = told->what,
				      .who = told->who,
				      .state = told->state};
	struct period_guard *line = line_of(period, &wanted);

	if (!line) {
		line = LIST_ADD(arena, &period->guards);
		*line = wanted;
		line->repository = text_shown(arena, wanted.repository);
		line->environment = text_shown(arena, wanted.environment);
		line->first_record = text_shown(arena, record->record_id);
		line->first_at = record->time;
	}
	line->last_at = record->time;
	line->records++;
}

/* ---- GitHub ---- */

static const char *
branches_text(struct arena *arena, const struct gate_settings *settings)
{
	const char *all = "";

	if (settings->admits == ADMITS_ANY)
		return "any branch";
	if (settings->branches_known.state != KNOWN)
		return NOT_TOLD_TEXT;
	if (settings->admits == ADMITS_PROTECTED)
		return arena_format(arena, "protected branches, of which there are %lld",
				    (long long)settings->protected_count);
	for (size_t i = 0; i < settings->admitted.count; i++)
		all = arena_format(arena, "%s%s%s%s", all, i ? "; " : "",
				   settings->admitted.at[i].tag ? "tags " : "",
				   text_shown(arena, settings->admitted.at[i].pattern));
	return all;
}

static const char *
reviewers_text(struct arena *arena, const struct gate_settings *settings)
{
	if (!settings->reviewer_count)
		return "nobody has to";
	return arena_format(arena, "%lld people or teams%s", (long long)settings->reviewer_count,
			    settings->prevents_self_review ? ", but not who started the run"
							   : ", who started the run among them");
}

static void
see_settings(struct period *period, const struct record *record,
	     const struct gate_settings *settings)
{
	static const char *const words[] = {NOT_TOLD_TEXT, "no", "yes"};
	bool known = settings->availability.state == KNOWN;
	struct arena *arena = period->arena;

	if (settings->availability.state == NOT_ASKED)
		return;
	see(period, record,
	    &(struct told_setting){GUARD_BYPASS, "administrators",
				   known ? words[settings->admins_bypass] : NOT_TOLD_TEXT});
	see(period, record,
	    &(struct told_setting){"deploy to the environment", "branches",
				   known ? branches_text(arena, settings) : NOT_TOLD_TEXT});
	see(period, record,
	    &(struct told_setting){"open the environment's gate", "reviewers",
				   known ? reviewers_text(arena, settings) : NOT_TOLD_TEXT});
}

/* ---- GitLab ---- */

static const char *
protected_text(const char *claim)
{
	return text_equal(claim, "true") ? "no" : "yes";
}

/* A token that did not count says nothing. */
static bool
has_counted(const struct evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->findings.count; i++)
		if (evaluation->findings.at[i].verdict == PASS &&
		    text_equal(evaluation->findings.at[i].code, "PROOF-STATIC"))
			return true;
	return false;
}

/* What is not protected lets anybody in who may push, or run a job. */
static void
see_claims(struct period *period, const struct record *record, const struct platform_facts *facts)
{
	const struct platform_claims *claims = facts ? facts->claims : NULL;

	if (!claims || !has_counted(record->evaluation))
		return;
	see(period, record,
	    &(struct told_setting){"change what the pipeline runs", "anybody who may push",
				   protected_text(claims->ref_protected)});
	see(period, record,
	    &(struct told_setting){GUARD_BYPASS, "any job of the project",
				   protected_text(claims->environment_protected)});
}

void
guards_see(struct period *period, const struct record *record)
{
	const struct forge_facts *forge = record->evidence->forge;

	if (forge && forge->protection)
		see_settings(period, record, &forge->protection->settings);
	see_claims(period, record, record->evidence->platform);
}
