/* SPDX-License-Identifier: Apache-2.0 */
/* Is a change request an app's own, by a rule of the policy (pull_bots.h)? For other controls. */
#ifndef CHECKS_BOT_REQUEST_H
#define CHECKS_BOT_REQUEST_H

#include "core/check.h"

/* The rule by which it is exempt, or NULL. */
const struct bot_rule *bot_of_request(struct judgement *judgement,
				      const struct change_request *request);

#endif
