/* SPDX-License-Identifier: Apache-2.0 */
/* Are there enough people for what the policy asks? See doctor_people.h. */
#include "cmd/doctor_people.h"

#include "base/text.h"
#include "cmd/gather_people.h"
#include "integrations/github_say.h"

#define PEOPLE_AT_ONCE "100" /* as many as any policy could ask for */

static void
judge_number(struct doctor *doctor, size_t people, const char *who)
{
	int64_t needed = doctor->policy->approval.count;

	if ((int64_t)people > needed)
		doctor_say(doctor, SHOW_PASS, "people",
			   "%zu %s, and a change of one of them needs %lld of the others", people,
			   who, (long long)needed);
	else
		doctor_say(doctor, SHOW_FAIL, "people",
			   "POLICY-UNSATISFIABLE: %zu %s, and a change of one of them needs %lld "
			   "others: name another person, or lower approval.count",
			   people, who, (long long)needed);
}

/* ---- at the forge ---- */

static bool
is_person(const struct node *one)
{
	const struct node *type = node_get(one, "type");

	return one->kind == NODE_MAP && type && type->kind == NODE_TEXT &&
	       text_equal(type->text, "User");
}

void
doctor_people_at_forge(struct doctor *doctor)
{
	struct github_try one = {.path = "/collaborators?permission=push&per_page=" PEOPLE_AT_ONCE};
	size_t people = 0;

	if (doctor->policy->approval.permission == PERMISSION_ANY)
		return;
	github_try_all(doctor->arena, doctor->github, &one, 1);
	if (!one.root || one.root->kind != NODE_LIST) {
		doctor_say(doctor, SHOW_NOT_APPLICABLE, "people",
			   "the token may not list who may write: see that it is more than %lld",
			   (long long)doctor->policy->approval.count);
		return;
	}
	for (const struct node *each = one.root->first; each; each = each->next)
		people += is_person(each);
	judge_number(doctor, people, "may write here");
}

/* ---- by their signatures ---- */

static void
add_people(struct doctor *doctor, const struct who *who, const struct allowed_signer *line,
	   struct texts *ids)
{
	for (size_t i = 0; i < line->principals.count; i++) {
		struct person person = {0};

		people_resolve(doctor->arena, &who->people, "", line->principals.at[i], &person);
		if (person.id && !texts_contain(ids, person.id))
			texts_add(doctor->arena, ids, person.id);
	}
}

/* A pattern may stand for anybody: then nobody can count them. */
static bool
count_signers(struct doctor *doctor, const struct who *who, size_t *people)
{
	struct texts ids = {0};

	for (size_t i = 0; i < who->signers.lines.count; i++) {
		const struct allowed_signer *line = &who->signers.lines.at[i];

		if (line->authority ||
		    (!line->any_namespace && !signer_patterns_match(&line->namespaces, "git")))
			continue;
		if (!line->exact)
			return false;
		add_people(doctor, who, line, &ids);
	}
	*people = ids.count;
	return true;
}

void
doctor_people_who_sign(struct doctor *doctor, struct world *world)
{
	RELEASED_BY(who_release) struct who who = {0};
	struct evidence evidence = {.change.head = world->protected_ref.commit};
	struct error why = {0};
	size_t people;

	if (doctor->policy->approval.evidence == GRADE_CLAIMED || !doctor->policy->allowed_signers)
		return;
	if (!gather_people(world, NULL, NULL, &evidence, &who, &why))
		doctor_say(doctor, SHOW_FAIL, "people", "%s", why.message);
	else if (count_signers(doctor, &who, &people))
		judge_number(doctor, people, "may sign");
}
