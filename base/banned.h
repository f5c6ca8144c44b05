/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions that overflow, depend on the locale or the time zone, or start a shell. Every file is
 * compiled with this header before it (`-include base/banned.h`).
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok gets
#pragma GCC poison atoi atol atoll atof
#pragma GCC poison gmtime localtime ctime asctime
#pragma GCC poison srand random system popen

/* Poison would hit the parameters called `rand` in <openssl/evp.h>. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wredundant-decls"
int rand(void) __attribute__((deprecated("not random: see integrations/clock.h")));
#pragma GCC diagnostic pop

#endif
