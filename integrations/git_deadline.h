/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a call end that waits for ever in somebody else's library? libgit2 1.5 has no time-outs
 * for ssh, and its callbacks are not called while it waits. So a thread waits, too, and after the
 * given time shuts down the sockets that were opened since, whereupon the call fails. Exact as long
 * as nobody else in the process opens sockets in that time.
 */
#ifndef INTEGRATIONS_GIT_DEADLINE_H
#define INTEGRATIONS_GIT_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

struct deadline;

struct deadline *deadline_begin(int64_t seconds);

/* For RELEASED_BY, too; NULL inside is fine. True: it had passed. */
bool deadline_end(struct deadline **deadline);
void deadline_release(struct deadline **deadline);

#endif
