/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a program read a verdict? The document `changegate.result/1`: one line, deterministic,
 * keys in ASCII order. Its JSON Schema is docs/result.schema.json.
 */
#ifndef REPORTS_JSON_H
#define REPORTS_JSON_H

#include "base/fields.h"

#define RESULT_SCHEMA "changegate.result/1"
#define RESULT_SCHEMA_ID "https://changegate.dev/schema/result/1"

extern const struct fields result_fields;

#endif
