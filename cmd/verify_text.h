/* SPDX-License-Identifier: Apache-2.0 */
/* How is a verification told? What is wrong, what is there, who signed it, and what was not
 * checked. */
#ifndef CMD_VERIFY_TEXT_H
#define CMD_VERIFY_TEXT_H

#include "base/buffer.h"
#include "ledger/verify.h"

struct verification_telling {
	const char *store;
	const char *trust; /* where the trust root came from; NULL: none was given */
	const struct verification *result;
	bool reperformed;
	int64_t same; /* verdicts that came out the same again */
};

void verification_tell(struct buffer *out, const struct verification_telling *telling);

#endif
