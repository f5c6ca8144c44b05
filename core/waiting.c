/* SPDX-License-Identifier: Apache-2.0 */
/* Is there nothing to do but wait? See waiting.h. */
#include "core/waiting.h"

#include "base/text.h"

bool
finding_waits(const struct evidence *evidence, const struct finding *finding)
{
	return evidence->change.range.kind == RANGE_REQUEST && finding->verdict == UNKNOWN &&
	       text_equal(finding->code, "TEST-PENDING");
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
