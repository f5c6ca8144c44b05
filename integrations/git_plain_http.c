/* SPDX-License-Identifier: Apache-2.0 */
/* May http:// be spoken to this machine itself? See git_plain_http.h. */
#include "integrations/git_plain_http.h"

const bool plain_http_to_loopback = false;
