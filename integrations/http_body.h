/* SPDX-License-Identifier: Apache-2.0 */
/* What does the body of an answer say to people, when things went wrong? Pure. */
#ifndef INTEGRATIONS_HTTP_BODY_H
#define INTEGRATIONS_HTTP_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * The message of GitHub, GitLab, Gitea ("message", "error_description", "error") or Jira
 * ("errorMessages"), made safe, LIMIT_SHOWN_BYTES at most; NULL: there is none.
 */
const char *http_body_message(struct arena *arena, const char *bytes, size_t length);

/* GitHub's 403 for the secondary limit does not always have a header that says so. */
bool http_body_says_too_often(const char *bytes, size_t length);

/* "application/json; charset=utf-8", "application/vnd.github+json" */
bool http_type_is_json(const char *content_type);

#endif
