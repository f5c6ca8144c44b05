/* SPDX-License-Identifier: Apache-2.0 */
/* How do the documents look? Prints their JSON Schemas, made from the tables that read and write
 * them. */
#include "base/text.h"
#include "cmd/output.h"
#include "core/policy.h"
#include "core/record.h"
#include "ledger/trust.h"
#include "reports/json.h"

static const struct schema {
	const char *name;
	const struct fields *fields;
	const char *id;
} schemas[] = {
	{"policy", &policy_fields, "https://changegate.dev/schema/policy/1"},
	{"evidence", &evidence_fields, "https://changegate.dev/schema/evidence/1"},
	{"result", &result_fields, "https://changegate.dev/schema/result/1"},
	{"record", &record_fields, "https://changegate.dev/schema/record/1"},
	{"trust", &trust_fields, "https://changegate.dev/schema/trust/1"},
};

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	const char *name = arguments->operands.at[0];

	for (size_t i = 0; i < sizeof(schemas) / sizeof(schemas[0]); i++) {
		if (!text_equal(schemas[i].name, name))
			continue;
		fields_schema(&out, schemas[i].fields, schemas[i].id);
		*status = STATUS_ALLOWED;
		return output_stdout(&out, err);
	}
	return fail(err, ERROR_USAGE,
		    "no schema '%s': there are policy, evidence, result, record "
		    "and trust",
		    text_shown(arena, name));
}

const struct command schema_command = {
	.name = "schema",
	.audience = FOR_ALL,
	.operands = "NAME",
	.purpose = "print a JSON Schema: policy, evidence, result, record or trust",
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
