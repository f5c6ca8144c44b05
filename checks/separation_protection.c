/* SPDX-License-Identifier: Apache-2.0 */
/* Does the forge protect the environment as the policy asks? See separation.h. */
#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"

#define SUBJECT "protection"

struct guarded {
	struct judgement *judgement;
	const struct environment_rules *rules;
	const struct protection *protection;
};

static struct finding *
say(const struct guarded *guarded, const char *part, enum verdict verdict, const char *code,
    const char *because, const char *fix)
{
	struct finding *finding;

	finding = judge(guarded->judgement, SUBJECT, verdict, code, "%s", because);
	if (fix)
		finding_fix(guarded->judgement, finding, "%s", fix);
	finding_rests_on(guarded->judgement, finding, "/forge/protection/%s", part);
	return finding;
}

static void
judge_bypass(const struct guarded *guarded)
{
	int told = guarded->protection->settings.admins_bypass;

	if (guarded->rules->platform.admin_bypass == BYPASS_ALLOWED)
		return;
	if (told == TOLD_NO)
		say(guarded, "settings", PASS, "ENV-NO-BYPASS",
		    "administrators may not deploy past its rules", NULL);
	else if (told == TOLD_YES)
		say(guarded, "settings", FAIL, "ENV-ADMIN-BYPASS",
		    "administrators may deploy past its rules",
		    "in the settings of the environment, do not allow administrators to bypass "
		    "protection rules");
	else
		say(guarded, "settings", UNKNOWN, "ENV-PROTECTION-UNKNOWN",
		    "the forge does not say whether administrators may deploy past its rules",
		    "have the policy not ask for it on this server");
}

/* ---- which branches get in ---- */

static const struct texts *
allowed_branches(const struct guarded *guarded)
{
	return guarded->rules->refs.count ? &guarded->rules->refs
					  : &guarded->judgement->policy->branches;
}

static bool
is_name(const char *pattern)
{
	for (const char *special = "*?[{\\"; *special; special++)
		if (strchr(pattern, *special))
			return false;
	return true;
}

/* One of our own globs, or a name that one of them matches. */
static bool
is_ours(const struct texts *allowed, const struct admitted_ref *ref)
{
	if (ref->tag)
		return false;
	return texts_contain(allowed, ref->pattern) ||
	       (is_name(ref->pattern) && globs_match(allowed, ref->pattern));
}

static void
judge_listed(const struct guarded *guarded)
{
	const struct gate_settings *settings = &guarded->protection->settings;
	const struct texts *allowed = allowed_branches(guarded);
	struct arena *arena = guarded->judgement->arena;

	for (size_t i = 0; i < settings->admitted.count; i++)
		if (!is_ours(allowed, &settings->admitted.at[i])) {
			say(guarded, "settings", FAIL, "ENV-BRANCHES-OTHER",
			    arena_format(arena, "%s %s may deploy to it too",
					 settings->admitted.at[i].tag ? "tags" : "branches",
					 text_shown(arena, settings->admitted.at[i].pattern)),
			    arena_format(arena, "let only %s in", texts_shown(arena, allowed)));
			return;
		}
	say(guarded, "settings", PASS, "ENV-BRANCHES", "only branches of the policy get in", NULL);
}

/* Where no branch is protected, "protected branches only" lets all of them in. */
static void
judge_protected(const struct guarded *guarded)
{
	if (guarded->protection->settings.protected_count > 0)
		say(guarded, "settings", PASS, "ENV-BRANCHES", "only protected branches get in",
		    NULL);
	else
		say(guarded, "settings", FAIL, "ENV-BRANCHES-UNPROTECTED",
		    "protected branches get in, and no branch is protected: all of them get in",
		    "protect the branches that may be deployed");
}

static void
judge_branches(const struct guarded *guarded)
{
	const struct gate_settings *settings = &guarded->protection->settings;

	if (guarded->rules->platform.branch_policy == PLATFORM_ANY)
		return;
	if (settings->admits == ADMITS_ANY)
		say(guarded, "settings", FAIL, "ENV-BRANCHES-ANY", "any branch may deploy to it",
		    "in the settings of the environment, select the branches that may deploy");
	else if (settings->branches_known.state != KNOWN)
		judge_part_unread(guarded->judgement, &settings->branches_known, SUBJECT,
				  "ENV-PROTECTION-UNKNOWN", "settings");
	else if (settings->admits == ADMITS_PROTECTED)
		judge_protected(guarded);
	else if (settings->admitted_count == (int64_t)settings->admitted.count)
		judge_listed(guarded);
	else
		say(guarded, "settings", UNKNOWN, "ENV-PROTECTION-UNKNOWN",
		    "a pattern of its branches is missing", "collect the evidence again");
}

/* ---- who opens it ---- */

static void
judge_reviewers(const struct guarded *guarded)
{
	const struct gate_settings *settings = &guarded->protection->settings;

	if (guarded->rules->platform.reviewers == PLATFORM_ANY)
		return;
	if (settings->reviewer_count > 0)
		say(guarded, "settings", PASS, "ENV-REVIEWERS", "somebody has to open its gate",
		    NULL);
	else
		say(guarded, "settings", FAIL, "ENV-REVIEWERS-NONE", "nobody has to open its gate",
		    "in the settings of the environment, name required reviewers");
}

static void
judge_self_review(const struct guarded *guarded)
{
	const struct gate_settings *settings = &guarded->protection->settings;
	struct finding *finding;

	if (guarded->rules->platform.prevent_self_review == PLATFORM_ANY)
		return;
	if (settings->reviewer_count > 0 && settings->prevents_self_review) {
		finding = say(guarded, "settings", PASS, "ENV-NO-SELF-REVIEW",
			      "whoever starts a run may not open its gate", NULL);
		if (settings->reviewer_count == 1)
			finding_note(guarded->judgement, finding, "POLICY-UNSATISFIABLE",
				     "one reviewer is named: unless that is a team, nobody can "
				     "open the gate of a run that they start");
	} else {
		say(guarded, "settings", FAIL, "ENV-SELF-REVIEW",
		    "whoever starts a run may open its gate",
		    "in the settings of the environment, prevent self-review");
	}
}

/* ---- secrets ---- */

static void
judge_names(const struct guarded *guarded)
{
	const struct gate_secrets *secrets = &guarded->protection->secrets;
	struct arena *arena = guarded->judgement->arena;

	if (!secrets->names.count)
		say(guarded, "secrets", FAIL, "ENV-SECRETS-NONE", "it has no secrets of its own",
		    "keep what deploys to it in secrets of the environment");
	else if (secrets->elsewhere.count)
		say(guarded, "secrets", FAIL, "ENV-SECRETS-SHARED",
		    arena_format(arena, "outside of it there are secrets of the same name: %s",
				 texts_shown(arena, &secrets->elsewhere)),
		    "delete those of the repository and the organisation");
	else
		say(guarded, "secrets", PASS, "ENV-SECRETS", "it has secrets of its own", NULL);
}

static void
judge_secrets(const struct guarded *guarded)
{
	const struct gate_secrets *secrets = &guarded->protection->secrets;

	if (guarded->rules->platform.secrets == SECRETS_ANYWHERE)
		return;
	if (secrets->availability.state != KNOWN)
		judge_part_unread(guarded->judgement, &secrets->availability, SUBJECT,
				  "ENV-PROTECTION-UNKNOWN", "secrets");
	else if (secrets->count != (int64_t)secrets->names.count)
		say(guarded, "secrets", UNKNOWN, "ENV-PROTECTION-UNKNOWN",
		    "the name of a secret is missing", "collect the evidence again");
	else
		judge_names(guarded);
}

/* ---- all of them ---- */

static bool
asks_settings(const struct platform_rules *rules)
{
	return rules->admin_bypass != BYPASS_ALLOWED || rules->branch_policy != PLATFORM_ANY ||
	       rules->reviewers != PLATFORM_ANY || rules->prevent_self_review != PLATFORM_ANY;
}

static void
judge_settings(const struct guarded *guarded)
{
	const struct gate_settings *settings = &guarded->protection->settings;

	if (!asks_settings(&guarded->rules->platform))
		return;
	if (settings->availability.state != KNOWN) {
		judge_part_unread(guarded->judgement, &settings->availability, SUBJECT,
				  "ENV-PROTECTION-UNKNOWN", "settings");
		return;
	}
	judge_bypass(guarded);
	judge_branches(guarded);
	judge_reviewers(guarded);
	judge_self_review(guarded);
}

void
judge_protection(struct judgement *judgement, const struct environment_rules *rules)
{
	struct guarded guarded = {.judgement = judgement, .rules = rules};

	if (!asks_settings(&rules->platform) && rules->platform.secrets == SECRETS_ANYWHERE)
		return;
	guarded.protection = find_protection(judgement, rules, SUBJECT, "ENV-PROTECTION-UNKNOWN");
	if (!guarded.protection)
		return;
	judge_settings(&guarded);
	judge_secrets(&guarded);
}
