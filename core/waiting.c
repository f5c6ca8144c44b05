/* SPDX-License-Identifier: Apache-2.0 */
/* Is there nothing to do but wait? See waiting.h. */
#include "core/waiting.h"

#include "base/text.h"

static const char *const codes[] = {"TEST-PENDING", "APPR-WAITING"};

bool
finding_waits(const struct evidence *evidence, const struct finding *finding)
{
	if (evidence->change.range.kind != RANGE_REQUEST || finding->verdict != UNKNOWN)
		return false;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (text_equal(codes[i], finding->code))
			return true;
	return false;
}

bool
evaluation_waits(const struct evidence *evidence, const struct evaluation *evaluation)
{
	bool waits = false;

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding_waits(evidence, finding))
			waits = true;
		else if (finding->verdict == FAIL || finding->verdict == UNKNOWN)
			return false;
	}
	return waits;
}
