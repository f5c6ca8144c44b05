/* SPDX-License-Identifier: Apache-2.0 */
/* How good is a fact? Weakest first, so that a policy may raise the grade it asks for. */
#ifndef CORE_GRADE_H
#define CORE_GRADE_H

enum grade {
	GRADE_CLAIMED,  /* text that anybody could have written */
	GRADE_ATTESTED, /* signed by another tool */
	GRADE_VERIFIED, /* read from the system of record, or signed by the person */
};

extern const char *const grade_names[]; /* NULL-terminated: "claimed", "attested", "verified" */

#endif
