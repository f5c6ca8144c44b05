/* SPDX-License-Identifier: Apache-2.0 */
/* What was away when it was asked? See outage.h. */
#include "checks/outage.h"

#include "base/text.h"

/* Why the tracker, or else one of its answers, is away; NULL: it is not. */
static const char *
tracker_outage(const struct tracker_facts *facts)
{
	if (facts->availability.state != KNOWN)
		return facts->availability.why ? facts->availability.why : "not asked";
	for (size_t i = 0; i < facts->tickets.count; i++)
		if (facts->tickets.at[i].state == TRACKED_UNKNOWN)
			return facts->tickets.at[i].why ? facts->tickets.at[i].why : "no answer";
	return NULL;
}

static void
add(struct arena *arena, const char *what, const char *why, struct outages *out)
{
	*LIST_ADD(arena, &out->all) = (struct outage){what, why ? why : "not asked"};
}

void
outages_list(struct arena *arena, const struct evidence *evidence, struct outages *out)
{
	const struct forge_facts *forge = evidence->forge;
	const struct tracker_facts *tracker = evidence->tickets.tracker;
	const struct platform_facts *platform = evidence->platform;

	if (forge && forge->availability.state != KNOWN)
		add(arena, "forge", forge->availability.why, out);
	if (tracker && tracker_outage(tracker))
		add(arena, "tracker", tracker_outage(tracker), out);
	/* NOT_ASKED is no job of a platform, which is no outage. */
	if (platform && platform->availability.state == UNAVAILABLE)
		add(arena, "platform", platform->availability.why, out);
}

void
outage_note(struct judgement *judgement, struct finding *finding)
{
	const struct evidence *evidence = judgement->evidence;
	struct arena *arena = judgement->arena;
	struct outages outages = {0};

	outages_list(arena, evidence, &outages);
	if (!judgement->policy->emergency || !outages.all.count)
		return;
	for (size_t i = 0; i < outages.all.count; i++) {
		const char *what = outages.all.at[i].what;

		finding_note(judgement, finding, "EMER-OUTAGE",
			     "the %s could not be asked; if it cannot wait: changegate deploy "
			     "--env %s --service %s --sha %s --break-glass --reason TEXT "
			     "--authorisation A --authorisation B",
			     what, text_shown(arena, evidence->change.key.environment),
			     text_shown(arena, evidence->change.key.service),
			     text_shown(arena, evidence->change.head));
		finding_rests_on(judgement, finding,
				 text_equal(what, "tracker") ? "/tickets/tracker"
				 : text_equal(what, "forge") ? "/forge"
							     : "/platform");
	}
}
