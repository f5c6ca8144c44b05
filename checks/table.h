/* SPDX-License-Identifier: Apache-2.0 */
/* Which checks are there? Every revision that ever existed, in reporting order, NULL at the end. */
#ifndef CHECKS_TABLE_H
#define CHECKS_TABLE_H

#include "core/check.h"

extern const struct check change_check_1;
extern const struct check ticket_check_1;
extern const struct check approval_check_1;
extern const struct check tests_check_1;
extern const struct check separation_check_1;
extern const struct check policy_check_1;
extern const struct check emergency_check_1;

extern const struct check *const check_table[];

#endif
