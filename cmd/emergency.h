/* SPDX-License-Identifier: Apache-2.0 */
/* Who calls an emergency, why, and who answers for it? The facts of --emergency and --break-glass.
 */
#ifndef CMD_EMERGENCY_H
#define CMD_EMERGENCY_H

#include "cmd/gather.h"
#include "integrations/git_signed.h"

/* Does the caller want to go ahead although controls are not met? */
bool emergency_called(const struct arguments *arguments);

/* Reads --emergency, --break-glass, --reason, --authoriser and each --authorisation. ERROR_USAGE.
 */
bool emergency_read(struct arena *arena, const struct arguments *arguments,
		    struct gathering *gathering, struct error *err);

/* Anew: whose signatures they are, and when the retro is due. */
void emergency_verify(struct arena *arena, const struct policy *policy,
		      const struct signing *signing, struct evidence *evidence);

/* What could not be asked is told, where two people answer for that. */
void emergency_note_unknowns(struct arena *arena, struct evidence *evidence);

#define EMERGENCY_OPTIONS                                                                      \
	{"--emergency", "KEY", false, true,                                                    \
	 "go ahead although controls are not met, because of this incident"},                  \
		{"--reason", "TEXT", false, false, "why, for those who read the record"},      \
		{"--authorisation", "FILE", true, false,                                       \
		 "what one of two people signed (changegate authorise), with FILE.sig beside " \
		 "it; repeatable"},                                                            \
		{"--authoriser", "NAME", false, false, "a name, which proves nothing"},        \
		{"--break-glass", NULL, false, true,                                           \
		 "go ahead although something could not be asked; two signatures"},            \
	{                                                                                      \
		"--spool", "DIR", false, false,                                                \
			"with --break-glass: where to keep what the ledger could not take"     \
	}

#endif
