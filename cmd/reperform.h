/* SPDX-License-Identifier: Apache-2.0 */
/* Does a recorded verdict follow from its recorded evidence? */
#ifndef CMD_REPERFORM_H
#define CMD_REPERFORM_H

#include "core/record.h"

/*
 * Judges again with the checks that the record names, and compares findings byte by byte. false:
 * *code is REC-DIFFERS or REC-NOT-REPERFORMABLE. The record has evidence.
 */
bool record_reperform(const struct record *record, const char **code, struct error *err);

#endif
