/* SPDX-License-Identifier: Apache-2.0 */
/* How does a run end? See status.h. */
#include "cmd/status.h"

#include <stddef.h>

enum status
status_of_result(enum result result)
{
	static const enum status by_result[] = {
		[RESULT_ALLOWED] = STATUS_ALLOWED,   [RESULT_REFUSED] = STATUS_REFUSED,
		[RESULT_UNKNOWN] = STATUS_UNKNOWN,   [RESULT_ADVISORY] = STATUS_ALLOWED,
		[RESULT_EMERGENCY] = STATUS_ALLOWED,
	};

	return by_result[result];
}

enum status
status_of_error(const struct error *err)
{
	static const enum status by_code[] = {
		[ERROR_NONE] = STATUS_BUG,       [ERROR_USAGE] = STATUS_USAGE,
		[ERROR_FORMAT] = STATUS_USAGE,   [ERROR_UNAVAILABLE] = STATUS_UNKNOWN,
		[ERROR_LEDGER] = STATUS_LEDGER,  [ERROR_CONFLICT] = STATUS_LEDGER,
		[ERROR_ABSENT] = STATUS_UNKNOWN, [ERROR_BUG] = STATUS_BUG,
	};

	return by_code[err->code];
}

enum status
status_worse(enum status a, enum status b)
{
	static const enum status by_precedence[] = {STATUS_BUG,     STATUS_USAGE,   STATUS_LEDGER,
						    STATUS_REFUSED, STATUS_UNKNOWN, STATUS_DRY_RUN};

	for (size_t i = 0; i < sizeof(by_precedence) / sizeof(by_precedence[0]); i++)
		if (a == by_precedence[i] || b == by_precedence[i])
			return by_precedence[i];
	return STATUS_ALLOWED;
}
