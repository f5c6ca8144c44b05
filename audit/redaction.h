/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an evidence pack leave the house without the names of people? Every person gets a
 * pseudonym, the salted digest of the id; names, addresses and logins that the records know as
 * people are replaced wherever a text holds them as words, and so is every mail address. Whoever
 * has the salt can find a person again; the pack does not hold it.
 *
 * What decides a verdict (codes, digests, times) is never touched. A person with several addresses
 * or accounts may have several pseudonyms.
 */
#ifndef AUDIT_REDACTION_H
#define AUDIT_REDACTION_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "base/node.h"

#define PSEUDONYMS_SCHEMA "changegate.pseudonyms/1"
#define REDACTION_SLOTS 8192

struct pseudonym {
	const char *value; /* a name, an address, a login */
	const char *id;    /* of the person */
	const char *as;    /* "person-4f1c09a2be71" */
	bool by_name_only; /* nothing tells who it is: another one with this name is the same */
	size_t length;
	struct pseudonym *next; /* with the same first word */
};

struct redaction {
	struct arena *arena;
	const char *salt;
	LIST(struct pseudonym) people;
	struct pseudonym *slots[REDACTION_SLOTS];
};

/* The people of a document. ERROR_USAGE if there are too many. */
bool redaction_learn(struct redaction *redaction, const struct node *document, struct error *err);

/* Somebody of whom only a name is known, such as the actor of another system's log. */
bool redaction_learn_name(struct redaction *redaction, const char *name, struct error *err);

/* After the last document; nothing can be learned then. */
void redaction_ready(struct redaction *redaction);

/* Appends the text, or the document as JSON, with pseudonyms. */
void redact_text(const struct redaction *redaction, const char *text, size_t length,
		 struct buffer *out);
void redact_document(const struct redaction *redaction, const struct node *root,
		     struct buffer *out);

/* What the client keeps: salt, and who is who. */
void redaction_write(const struct redaction *redaction, struct buffer *out);

/* The salt of such a file. ERROR_FORMAT. */
bool redaction_read_salt(struct arena *arena, const char *bytes, size_t length, const char **salt,
			 struct error *err);

#endif
