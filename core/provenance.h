/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From which commit was the artefact built, and who says so? What was found in the SLSA provenance
 * that was handed over. Its bytes are kept, so that anybody can verify it again.
 */
#ifndef CORE_PROVENANCE_H
#define CORE_PROVENANCE_H

#include <stdbool.h>

#include "base/fields.h"

struct provenance {
	const char *bytes;     /* the DSSE envelope, verbatim; NULL: it could not be read */
	const char *signed_by; /* fingerprint of the provenance key of the trust root; NULL: none */
	const char *artifact;  /* "sha256:...": the deployed one, if it is a subject; or NULL */
	const char *commit; /* of this repository, that it was built from; NULL: none, or several */
	const char *builder; /* NULL: it names none */
	const char *problem; /* NULL, or why it is no evidence */
};

extern const struct fields provenance_fields;

#endif
