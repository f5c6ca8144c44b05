/* SPDX-License-Identifier: Apache-2.0 */
/* Did somebody look at what a diff does not show? See hidden.h. */
#include "checks/hidden.h"

#include "base/text.h"
#include "checks/subject.h"

/* Of one policy, or of the worse of two. */
struct naming {
	bool missing;
	const char *unread; /* SIG-...: it would be there if that signature were good */
	const char *unread_what;
	const char *approvers;
};

static void
find_naming(struct judgement *judgement, const struct rulings *rulings, const struct policy *policy,
	    const struct change_request *request, struct naming *naming)
{
	struct demand demand = {
		.policy = policy, .rules = &policy->approval, .count = policy->approval.count};
	struct cover cover;

	if (naming->missing && !naming->unread)
		return;
	cover_of_request(judgement, rulings->index, request, &demand, &cover);
	if (cover.named) {
		if (!naming->missing)
			naming->approvers = cover.namers;
		return;
	}
	*naming = (struct naming){true, cover.unread_naming, cover.unread_what, NULL};
}

static const char *
paths_shown(const struct judgement *judgement, const struct positions *hidden)
{
	const struct opaque_changes *opaque = &judgement->evidence->change.opaque;
	struct texts paths = {0};

	for (size_t i = 0; i < hidden->count && i < 3; i++)
		texts_add(judgement->arena, &paths, opaque->all.at[hidden->at[i]].path);
	return arena_format(judgement->arena, "%s%s", texts_shown(judgement->arena, &paths),
			    hidden->count > 3 ? ", and others" : "");
}

static struct finding *
say(struct judgement *judgement, const struct change_request *request,
    const struct positions *hidden, const struct naming *naming)
{
	const char *subject = arena_format(judgement->arena, "hidden files of %s",
					   subject_of_request(judgement->arena, request));
	const char *paths = paths_shown(judgement, hidden);

	if (!naming->missing)
		return judge(judgement, subject, PASS, "APPR-HIDDEN-NAMED",
			     "diffs do not show %s; approved by name, by %s", paths,
			     naming->approvers);
	if (naming->unread)
		return judge(judgement, subject, UNKNOWN, naming->unread,
			     "diffs do not show %s; %s, which this version does not verify", paths,
			     naming->unread_what);
	return judge(judgement, subject, FAIL, "APPR-HIDDEN-DIFF",
		     "attributes that come with the range keep %s out of diffs, and no signed tag "
		     "that counts names the change",
		     paths);
}

static void
judge_one(struct judgement *judgement, const struct rulings *rulings,
	  const struct change_request *request)
{
	struct positions hidden = change_index_hidden(rulings->index, request);
	bool now = concerns_service(judgement, rulings->now, request);
	bool before = rulings->before && concerns_service(judgement, rulings->before, request);
	struct naming naming = {0};
	struct finding *finding;

	if (!hidden.count || (!now && !before))
		return;
	if (now)
		find_naming(judgement, rulings, rulings->now, request, &naming);
	if (before)
		find_naming(judgement, rulings, rulings->before, request, &naming);
	finding = say(judgement, request, &hidden, &naming);
	if (finding->verdict == UNKNOWN)
		fix_unread(judgement, finding);
	else if (finding->verdict == FAIL)
		finding_fix(judgement, finding,
			    "have somebody else review it with git diff --text --no-textconv, and "
			    "sign a tag with `Approves: %s`; or take the attributes back",
			    text_shown(judgement->arena, request->commit));
	for (size_t i = 0; i < hidden.count; i++)
		finding_rests_on(judgement, finding, "/change/opaque/all/%zu", hidden.at[i]);
	rest_on_approvals(judgement, finding, rulings->index, request);
	rest_on_signatures(judgement, finding, rulings->index, request);
}

void
judge_hidden(struct judgement *judgement, const struct rulings *rulings)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++)
		judge_one(judgement, rulings, &change->requests.at[i]);
}
