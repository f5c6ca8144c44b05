/* SPDX-License-Identifier: Apache-2.0 */
/* May http:// be spoken to this machine itself? In test programs that link this object, yes. */
#include "integrations/git_plain_http.h"

const bool plain_http_to_loopback = true;
