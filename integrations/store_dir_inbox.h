/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a record handed in to a ledger in a folder, and taken out again? As inbox/<digest>.json
 * beside the ledger's own files; what was refused is kept in refused/. See core/store.h.
 */
#ifndef INTEGRATIONS_STORE_DIR_INBOX_H
#define INTEGRATIONS_STORE_DIR_INBOX_H

#include "core/store.h"

#define INBOX_FOLDER "inbox"
#define REFUSED_FOLDER "refused"

bool dir_hand_in(const char *folder, const char *name, const void *bytes, size_t length,
		 struct error *err);
bool dir_inbox(const char *folder, struct arena *arena, struct texts *names, struct error *err);
bool dir_inbox_read(const char *folder, const char *name, size_t limit, struct buffer *out,
		    struct error *err);
bool dir_inbox_state(const char *folder, const char *name, enum inbox_state *state,
		     struct error *err);
bool dir_inbox_clear(const char *folder, const struct texts *names, bool refused,
		     struct error *err);

#endif
