/* SPDX-License-Identifier: Apache-2.0 */
/* How does one service come to its record? Collected, judged, signed and appended as one. */
#ifndef CMD_JUDGING_H
#define CMD_JUDGING_H

#include "cmd/gather.h"
#include "cmd/sealing.h"

/* One service at the gate, or one retro. */
struct judging {
	const struct gathering *gathering;
	const char *service;
	const char *record_id;
	const char *attempt;
	struct placed *base; /* a retro: what was in place before; NULL: what is now */
	struct recorder recorder;
	struct evidence evidence;
	struct evaluation evaluation;
	struct record record;
	const char *payload;
	const char *kept; /* file for the envelope, or NULL */
	const char *envelope;
	size_t envelope_length;
};

/* Gives it a record id, and says what writes it. */
bool judging_begin(const struct gathering *gathering, const char *service, struct judging *out,
		   struct error *err);

/* Collects and judges, for the chain as it is. */
bool judging_judge(struct judging *judging, struct log *log, const struct key_state *state,
		   struct error *err);

/* The key that it is of. */
struct key judging_key(const struct judging *judging);

/* Judges, signs and appends; judges again if its chain moves on meanwhile. */
bool judging_append(struct judging *judging, struct receipt *receipt, struct error *err);

/* All reports that were asked for; `receipt` NULL: nothing was recorded. */
bool judging_report(const struct judging *judging, const struct arguments *arguments,
		    const struct receipt *receipt, enum status status, struct error *err);

/* Judges and reports without leaving a trace; what would be allowed is STATUS_DRY_RUN. */
bool judging_try(struct judging *judging, const struct arguments *arguments, enum status *status,
		 struct error *err);

/* The chain of its key, now. */
bool judging_look(struct judging *judging, struct log *log, struct key_state *state,
		  struct error *err);

#endif
