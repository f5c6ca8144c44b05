/* SPDX-License-Identifier: Apache-2.0 */
/* How does provenance look in the evidence document? The table of core/provenance.h. */
#include "core/provenance.h"

static const struct field provenance_rows[] = {
	FIELD_ROW(provenance, bytes, "bytes", FIELD_TEXT, .optional = true,
		  .meaning = "the DSSE envelope, verbatim"),
	FIELD_ROW(provenance, signed_by, "signedBy", FIELD_TEXT, .optional = true,
		  .meaning = "fingerprint of the provenance key that signed it"),
	FIELD_ROW(provenance, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "the deployed artefact, if it is about that"),
	FIELD_ROW(provenance, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "of this repository, that it was built from"),
	FIELD_ROW(provenance, builder, "builder", FIELD_TEXT, .optional = true,
		  .meaning = "who built it"),
	FIELD_ROW(provenance, problem, "problem", FIELD_TEXT, .optional = true,
		  .meaning = "why it is no evidence"),
};
const struct fields provenance_fields = {"provenance", sizeof(struct provenance),
					 FIELDS_OF(provenance_rows),
					 "What a builder says of the artefact."};
