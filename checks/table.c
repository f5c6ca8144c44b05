/* SPDX-License-Identifier: Apache-2.0 */
/* Which checks are there? See table.h. */
#include "checks/table.h"

#include <stddef.h>

const struct check *const check_table[] = {
	&change_check_1,     &ticket_check_1, &approval_check_1,  &tests_check_1,
	&separation_check_1, &policy_check_1, &emergency_check_1, NULL,
};
