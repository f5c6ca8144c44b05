/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which parts have the field tables of the policy? Everybody else asks policy.h. The functions say
 * what is wrong with a word, or NULL.
 */
#ifndef CORE_POLICY_TABLES_H
#define CORE_POLICY_TABLES_H

#include "core/policy.h"

#define ROW(owner, member, kind, direction, ...)                                         \
	{                                                                                \
		.name = #member, .type = kind, .offset = offsetof(struct owner, member), \
		.tighter = direction, __VA_ARGS__                                        \
	}
#define TABLE(word, owner, rows, says)                            \
	{                                                         \
		word, sizeof(struct owner), FIELDS_OF(rows), says \
	}

const char *repository_problem(const char *text);
const char *origin_problem(const char *text);
const char *path_problem(const char *text);
const char *branch_problem(const char *text);
const char *project_problem(const char *text);
const char *source_problem(const char *text);
const char *tested_problem(const char *text);
const char *event_problem(const char *text);
const char *team_problem(const char *text);
const char *api_problem(const char *text);
const char *label_problem(const char *text);
const char *ticket_problem(const char *text);
const char *token_problem(const char *text);
const char *name_problem(const char *text);
const char *local_problem(const char *text);
const char *zone_problem(const char *text);
const char *reason_problem(const char *text);
const char *address_problem(const char *text);
const char *waivable_problem(const char *text);
const char *excluded_problem(const char *text);
const char *due_problem(const char *text);
const char *date_problem(const char *text);

extern const struct fields policy_ticket_fields;
extern const struct fields policy_approval_fields;
extern const struct fields policy_test_fields;
extern const struct fields policy_environment_fields;
extern const struct fields policy_emergency_fields;
extern const struct fields policy_platform_fields;
extern const struct fields policy_promotion_fields;

#endif
