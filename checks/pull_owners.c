/* SPDX-License-Identifier: Apache-2.0 */
/* Did an owner of each changed file approve? See pull_owners.h. */
#include "checks/pull_owners.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "checks/pull_teams.h"
#include "checks/subject.h"
#include "core/code_owners.h"

enum owner_word { NO_OWNER, OWNER_UNKNOWN, IS_OWNER };

static void
say_unknown(struct pull *pull, const char *why)
{
	pull_say(pull, UNKNOWN, "APPR-OWNERS-UNKNOWN",
		 arena_format(pull->arena, "nobody knows whether owners approved %s: %s",
			      pull_shown(pull, pull->request), why),
		 "mend what keeps it from being known (a token that may read teams), and run "
		 "again");
}

/* ---- the file ---- */

static const struct owners_file *
find_file(const struct pull *pull)
{
	for (size_t i = 0; i < pull->facts->owners.count; i++)
		if (text_equal(pull->facts->owners.at[i].base, pull->request->base))
			return &pull->facts->owners.at[i];
	return NULL;
}

/* As it lay before the change, which would else say itself who may approve it. */
static const struct owners_file *
find_former_file(const struct pull *pull)
{
	const char *previous = pull->judgement->evidence->change.range.previous;

	for (size_t i = 0; i < pull->facts->owners.count; i++)
		if (previous && text_equal(pull->facts->owners.at[i].commit, previous))
			return &pull->facts->owners.at[i];
	return NULL;
}

static bool
has_its_digest(const struct owners_file *file)
{
	struct sha256 sum;
	char hex[65];

	if (!file->bytes || !file->sha256)
		return false;
	sha256(&sum, file->bytes, strlen(file->bytes));
	sha256_format(hex, &sum);
	return text_equal(hex, file->sha256);
}

/* False after saying what is wrong. */
static bool
read_file(struct pull *pull, const struct owners_file *file, struct code_owners *out)
{
	if (!file || file->availability.state != KNOWN) {
		say_unknown(pull, file && file->availability.why
					  ? text_shown(pull->arena, file->availability.why)
					  : "CODEOWNERS was not asked for");
		return false;
	}
	texts_add(pull->arena, &pull->out->inputs,
		  arena_format(pull->arena, "/forge/owners/%zu",
			       (size_t)(file - pull->facts->owners.at)));
	*out = (struct code_owners){0};
	if (!file->path && !file->bytes && !file->sha256)
		return true;
	if (!file->path || !has_its_digest(file)) {
		say_unknown(pull, "CODEOWNERS is not whole");
		return false;
	}
	code_owners_parse(pull->arena, file->bytes, out);
	if (out->problem)
		say_unknown(pull, arena_format(pull->arena, "of CODEOWNERS, %s", out->problem));
	return !out->problem;
}

static const struct texts *
find_paths(struct pull *pull)
{
	if (pull->change->paths_known)
		return &pull->change->paths;
	if (pull->request->files.state == KNOWN && pull->request->paths.count)
		return &pull->request->paths;
	say_unknown(pull, "nobody knows which files it changes");
	return NULL;
}

/* ---- the owners ---- */

static enum owner_word
owns(const struct pull *pull, const char *owner, const struct approver *approver)
{
	struct texts address = {0};
	const char *why;

	if (*owner == '@' && !strchr(owner, '/'))
		return text_equal_ignoring_case(owner + 1, approver->review->author->login)
			       ? IS_OWNER
			       : NO_OWNER;
	if (*owner == '@') {
		enum team_word word =
			team_has(pull->facts, owner + 1, approver->review->author, &why);

		return word == IS_MEMBER      ? IS_OWNER
		       : word == TEAM_UNKNOWN ? OWNER_UNKNOWN
					      : NO_OWNER;
	}
	texts_add(pull->arena, &address, address_to_id(pull->arena, owner));
	return known_person_is_among(&approver->person, &address) ? IS_OWNER : NO_OWNER;
}

/* Whether an approver whose approval is in doubt owns it does not help for sure. */
static enum owner_word
is_approved_by(const struct pull *pull, const struct owner_rule *rule,
	       const struct approvers *approvers)
{
	enum owner_word best = NO_OWNER;

	for (size_t i = 0; i < approvers->all.count; i++)
		for (size_t o = 0; o < rule->owners.count; o++) {
			enum owner_word word =
				owns(pull, rule->owners.at[o], &approvers->all.at[i]);

			if (word == IS_OWNER && !approvers->all.at[i].certain)
				word = OWNER_UNKNOWN;
			best = word > best ? word : best;
		}
	return best;
}

/* Why the members of one of its teams are not known; "" where nothing says so. */
static const char *
why_unknown(const struct pull *pull, const struct owner_rule *rule)
{
	static const struct account nobody = {0};

	for (size_t i = 0; i < rule->owners.count; i++) {
		const char *owner = rule->owners.at[i];
		const char *why = NULL;

		if (*owner == '@' && strchr(owner, '/') &&
		    team_has(pull->facts, owner + 1, &nobody, &why) == TEAM_UNKNOWN && why)
			return arena_format(pull->arena, ": %s", text_shown(pull->arena, why));
	}
	return "";
}

static void
judge_rule(struct pull *pull, const struct owner_rule *rule, const char *path, const char *when,
	   const struct approvers *approvers)
{
	const char *shown = text_shown(pull->arena, path);
	const char *owners = texts_shown(pull->arena, &rule->owners);

	switch (is_approved_by(pull, rule, approvers)) {
	case IS_OWNER:
		break;
	case OWNER_UNKNOWN:
		say_unknown(pull, arena_format(pull->arena, "%s %s owned by %s%s", shown, when,
					       owners, why_unknown(pull, rule)));
		break;
	default:
		pull_say(pull, FAIL, "APPR-OWNERS",
			 arena_format(pull->arena, "%s %s owned by %s, and none of them approved",
				      shown, when, owners),
			 arena_format(pull->arena, "ask one of them to review: %s", owners));
	}
}

static void
judge_by(struct pull *pull, const struct owners_file *file, const char *when,
	 const struct approvers *approvers)
{
	struct code_owners owners;
	const struct texts *paths;
	bool *judged;

	if (!read_file(pull, file, &owners))
		return;
	paths = find_paths(pull);
	judged = arena_allocate(pull->arena, owners.rules.count + 1);
	for (size_t i = 0; paths && i < paths->count; i++) {
		const struct owner_rule *rule = code_owners_of(&owners, paths->at[i]);
		size_t at = rule ? (size_t)(rule - owners.rules.at) : 0;

		if (!rule || !rule->owners.count || judged[at])
			continue;
		judged[at] = true;
		judge_rule(pull, rule, paths->at[i], when, approvers);
	}
}

/* Before the merge the branch still has the file as it was. */
void
pull_judge_owners(struct pull *pull, const struct approvers *approvers)
{
	if (pull->demand->rules->codeowners != OWNERS_REQUIRED)
		return;
	judge_by(pull, find_file(pull), "is", approvers);
	if (!pull_is_advice(pull))
		judge_by(pull, find_former_file(pull), "was, before the change,", approvers);
}
