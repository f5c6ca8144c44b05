/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May http:// be spoken to this machine itself? Never by the program; test programs link another
 * definition (tests/fake/plain_http.c), so that they need no certificates.
 */
#ifndef INTEGRATIONS_GIT_PLAIN_HTTP_H
#define INTEGRATIONS_GIT_PLAIN_HTTP_H

#include <stdbool.h>

extern const bool plain_http_to_loopback;

#endif
