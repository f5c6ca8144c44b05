/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the log have the earlier records that a record rests on, as it says? What verify.h finds
 * afterwards, seen before it comes in: else one key of records could spoil a ledger for everybody.
 */
#ifndef LEDGER_LOG_EARLIER_H
#define LEDGER_LOG_EARLIER_H

#include "ledger/log.h"

/*
 * Of a record that is to come next. ERROR_LEDGER; *code is then REC-EARLIER or REC-ABOUT, or NULL
 * where the log could not be read.
 */
bool log_check_earlier(struct log *log, const struct record *record, const char **code,
		       struct error *err);

#endif
