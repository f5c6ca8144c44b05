/* SPDX-License-Identifier: Apache-2.0 */
/* What does one line of allowed signers say? The form is in core/allowed_signers.h. */
#ifndef CORE_SIGNER_LINE_H
#define CORE_SIGNER_LINE_H

#include "core/allowed_signers.h"

/*
 * `line` has a signer: no comment, no blank at its beginning. Keeps `out->line`; the rest is in the
 * arena.
 */
bool signer_line_parse(struct arena *arena, const char *line, struct allowed_signer *out,
		       struct error *err);

#endif
