/* SPDX-License-Identifier: Apache-2.0 */
/* How is the result document described? Writes docs/result.schema.json; run by the build only. */
#include <stdio.h>

#include "reports/json.h"

int
main(void)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	fields_schema(&out, &result_fields, RESULT_SCHEMA_ID);
	return fwrite(out.bytes, 1, out.length, stdout) == out.length && fflush(stdout) == 0 ? 0
											     : 1;
}
