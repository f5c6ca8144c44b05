/* SPDX-License-Identifier: Apache-2.0 */
/* What does a period's report tell? Pages of numbers, and the control in words that fit them. */
#ifndef AUDIT_REPORT_H
#define AUDIT_REPORT_H

#include "audit/period.h"
#include "audit/sheet.h"

#define REPORT_SHEETS 8

struct report_title { /* NULL: left blank for a person to fill in */
	const char *client, *control, *owner;
};

/* Front page, attributes, months, services, duties, times, versions, control and mapping. */
void report_sheets(const struct period *period, const struct report_title *title,
		   struct sheet out[REPORT_SHEETS]);

/* One line a deploy of the frame, with the outcome of each attribute: all numbers count these. */
void report_outcomes(const struct period *period, struct sheet *out);

/*
 * The control as the policy that judged last enforces it, with each class that it exempts: a text
 * that leaves one out would make each of its deploys a deviation from one's own words. And which
 * criteria the attributes that were tested speak for.
 */
void report_control(const struct period *period, struct sheet *out);

#endif
