/* SPDX-License-Identifier: Apache-2.0 */
/* How long does a deploy wait for tests that still run? */
#ifndef CMD_WAIT_FOR_TESTS_H
#define CMD_WAIT_FOR_TESTS_H

#include "cmd/gather.h"

/*
 * --wait: as long as nothing but running tests is in the way of a service, collects all facts anew
 * from time to time. What still runs at the end is unknown, as without it.
 */
bool wait_for_tests(const struct arguments *arguments, const struct texts *services,
		    struct gathering *gathering, struct error *err);

#define WAIT_OPTION                                                                             \
	{                                                                                       \
		"--wait", "DURATION", false, false, "how long to wait for tests that still run" \
	}

#endif
