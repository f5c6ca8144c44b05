/* SPDX-License-Identifier: Apache-2.0 */
/* Do the parts of a policy fit together? The rules that one field alone cannot break. */
#ifndef CORE_POLICY_RULES_H
#define CORE_POLICY_RULES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/node.h"
#include "base/source.h"
#include "core/policy.h"

/* `root` is the document that `policy` was read from; `source` may be NULL. ERROR_FORMAT. */
bool policy_fits(struct arena *arena, const struct policy *policy, const struct node *root,
		 const struct source_text *source, struct error *err);

/* Where does an environment not fit (a JSON Pointer), and what is wrong there? */
bool policy_environments_fit(struct arena *arena, const struct policy *policy, const char **pointer,
			     const char **what);

#endif
