/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of anything do we accept? Every limit of the program, with its reason. A limit that is
 * reached is a clear error or UNKNOWN, never a silent cut.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* Documents of ours. */
#define LIMIT_DOCUMENT_BYTES \
	(64u * 1024 * 1024)                  /* evidence and records; 10,000 commits are ~8 MiB */
#define LIMIT_JSON_DEPTH 64                  /* cJSON recurses; our own documents need 12 */
#define LIMIT_JSON_VALUES (4u * 1024 * 1024) /* bounds memory: one node is ~80 bytes */
#define LIMIT_INTEGER (INT64_C(1) << 53)     /* what a double, hence cJSON, holds exactly */

/* Policy: read by people, so small; libfyaml's duplicate check is quadratic. */
#define LIMIT_POLICY_BYTES (64u * 1024)
#define LIMIT_POLICY_KEYS 2000
#define LIMIT_YAML_DEPTH 32

/* Patterns: PCRE2 match and depth limits; a hostile subject costs milliseconds, not minutes. */
#define LIMIT_PATTERN_MATCH 100000
#define LIMIT_PATTERN_DEPTH 1000
#define LIMIT_PATTERN_BYTES 512

/* Git. */
#define LIMIT_COMMITS 20000                  /* of one deploy */
#define LIMIT_PARENTS 64                     /* of one commit */
#define LIMIT_COMMIT_BYTES (1024u * 1024)    /* one raw commit object */
#define LIMIT_TREE_BYTES (32u * 1024 * 1024) /* one raw tree object */
#define LIMIT_TREE_DEPTH 128                 /* nested folders */
#define LIMIT_TRAILERS 200                   /* of one commit */
#define LIMIT_SUBJECT_BYTES 1024             /* kept of a subject or a trailer value */
#define LIMIT_RANGE_TRAILERS 100000          /* of all commits of one deploy */
/* Subjects, trailers and names of one deploy; a record holds most of it two or three times. */
#define LIMIT_RANGE_TEXT_BYTES (16u * 1024 * 1024)
#define LIMIT_APPROVALS 20000               /* of one deploy */
#define LIMIT_MAILMAP_LINES 20000           /* far above any that people keep */
#define LIMIT_PATHS 20000                   /* changed paths kept of one change request */
#define LIMIT_BLOB_BYTES (4u * 1024 * 1024) /* policy, mailmap, trust file at a ref */
#define LIMIT_WORKTREE_FILES 2000000        /* compared with the deployed commit */
#define LIMIT_TREE_ENTRIES 2000000          /* visited in one comparison of trees */
#define LIMIT_TREES 200000                  /* tree objects read in one: about a second */
#define LIMIT_RULES_BYTES (1024u * 1024)    /* .git/info/exclude and attributes */
#define LIMIT_COMMIT_GRAPH_BYTES (1024u * 1024 * 1024) /* all layers; Linux has 200 MB */

/* One index of packs; Linux has 300 MB. Below this, libgit2 counts its bytes without overflow. */
#define LIMIT_PACK_INDEX_BYTES (2048u * 1024 * 1024)
#define LIMIT_PACKS 100000         /* of one multi-pack-index */
#define LIMIT_ALTERNATES 1000      /* folders of objects lent to one repository */
#define LIMIT_GIT_FILES 10000000   /* entries of one git folder */
#define LIMIT_GIT_FOLDER_DEPTH 128 /* nested in one git folder */

#define LIMIT_REMOTE_REFS 100000                    /* advertised by another repository */
#define LIMIT_REMOTE_REFS_BYTES (32u * 1024 * 1024) /* their list; a ref has ~100 bytes */
#define LIMIT_PACK_BYTES (1024u * 1024 * 1024)      /* fetched at once */
#define LIMIT_PUSH_BYTES (256u * 1024 * 1024)       /* pushed at once; kept in memory */
#define LIMIT_TAGS 50000                            /* refs/tags looked through for approvals */
#define LIMIT_SIGNATURE_BYTES (16u * 1024)   /* one armoured signature; RSA 16384 has 3 KiB */
#define LIMIT_SIGNERS_BYTES (1024u * 1024)   /* one file of allowed signers */
#define LIMIT_SIGNERS 5000                   /* lines of it */
#define LIMIT_MERGE_BYTES (8u * 1024 * 1024) /* one file whose two changes are merged */
#define LIMIT_MERGE_BASES 64                 /* of one pair of commits; git/git has 54 of one */
#define LIMIT_MERGE_LINES 500000             /* of one file whose two changes are merged */
#define LIMIT_MERGE_STEPS 100000000          /* comparing its lines: less than a second */
#define LIMIT_MERGE_TOTAL_STEPS 1000000000   /* of all files of one merge */
#define LIMIT_RANGE_MERGE_STEPS UINT64_C(4000000000) /* of all merges of one deploy */
#define LIMIT_RANGE_MERGE_BYTES (UINT64_C(8) * 1024 * 1024 * 1024)
#define LIMIT_RANGE_MERGE_TREES 20000000
#define LIMIT_RANGE_MERGE_COMMITS 1000000000         /* looked at: about a minute */
#define LIMIT_MERGE_COMMITS 2000000                  /* looked at for the bases of one merge */
#define LIMIT_MERGE_TOTAL_BYTES (128u * 1024 * 1024) /* of all files that one merge reads */
#define LIMIT_MERGE_MADE_BYTES (32u * 1024 * 1024)   /* merged files and folders kept for one */
#define LIMIT_MERGE_CHANGES 100000   /* paths of one side looked through for renames */
#define LIMIT_MERGE_RELOCATIONS 1000 /* files added to folders that moved */
#define LIMIT_MERGE_PATHS 10         /* named in the answer; the others are not counted */
#define LIMIT_CARRIED 2000           /* comparisons of tags with squashes and rebases */
#define LIMIT_OPAQUE 2000            /* opaque paths listed of one deploy */

/* Forges and trackers. */
#define LIMIT_HTTP_BYTES (64u * 1024 * 1024) /* one answer, decoded; a page has 1 MB */
#define LIMIT_HTTP_HEADER_BYTES (64u * 1024) /* of one answer; GitHub sends 2 KB */
#define LIMIT_HTTP_REQUESTS 20000            /* of one run; the hour of GitHub has 15,000 */
#define LIMIT_HTTP_PARALLEL 8                /* at once; GitHub allows 100 of everybody */
#define LIMIT_HTTP_ATTEMPTS 6                /* of one request, pauses of a minute in all */
#define LIMIT_HTTP_REDIRECTS 5               /* on the same host */
#define LIMIT_HTTP_BODY_BYTES (1024u * 1024) /* asked; a large GraphQL query has 30 KB */
#define LIMIT_URL_BYTES 8000                 /* what servers take, too */

/* Test reports. */
#define LIMIT_REPORTS 2000                     /* files matched by one requirement */
#define LIMIT_REPORT_BYTES (64u * 1024 * 1024) /* one JUnit file */
#define LIMIT_XML_DEPTH 64

/* Ledger. */
#define LIMIT_LEAF_BYTES 1024 /* ours; the tile format allows 65,535 */
#define LIMIT_CHECKPOINT_BYTES 4096
#define LIMIT_TIMESTAMP_BYTES (64u * 1024) /* one response, with its certificates: 2 to 6 KB */
#define LIMIT_LEDGER_SIZE (INT64_C(1) << 40)
#define LIMIT_ENVELOPE_BYTES \
	(96u * 1024 * 1024) /* base64 of LIMIT_DOCUMENT_BYTES and a signature */
#define LIMIT_INBOX                                                                  \
	1000 /* records taken out of the inbox at once; more wait for the next round \
	      */
#define LIMIT_TRUST_BYTES (256u * 1024)
#define LIMIT_KEY_BYTES (16u * 1024)
#define LIMIT_PROVENANCE_BYTES (256u * 1024) /* one envelope; it is kept in the record */
#define LIMIT_TARGETS 100                    /* named by one deploy */

/* An evidence pack, which is put together in memory. */
#define LIMIT_EVIDENCE_PACK_BYTES                                                               \
	(1024u * 1024 * 1024)                         /* all files; a record has 10 KB to 8 MiB \
						       */
#define LIMIT_EVIDENCE_PACK_FILES 250000              /* two for each record */
#define LIMIT_EVIDENCE_PACK_FILE (256u * 1024 * 1024) /* one file of the auditor's folder */
#define LIMIT_EVIDENCE_PACK_FOLDER 10000              /* files of the auditor's folder */
#define LIMIT_UNRECORDED 20000  /* deploys without a record: more are of another scope */
#define LIMIT_OUT_OF_SCOPE 1000 /* services and environments that are listed as out of scope */
#define LIMIT_PAGE_RECONCILIATION_BYTES (8u * 1024 * 1024) /* some 20,000 differences */
#define LIMIT_PAGE_RECORDS 2000 /* shown with all their evidence on one page */
#define LIMIT_PAGE_RECORD_BYTES                                              \
	(64u * 1024 * 1024)     /* of all of them: what a browser opens soon \
				 */
#define LIMIT_PSEUDONYMS 200000 /* names, addresses and logins of one pack */

/* A forge. More is UNAVAILABLE, and says so. */
#define LIMIT_FORGE_COMMITS 5000        /* first-parent commits of one deploy */
#define LIMIT_FORGE_REQUESTS 2000       /* change requests that they came out of */
#define LIMIT_FORGE_REQUEST_COMMITS 250 /* of one request: GitHub lists no more */
#define LIMIT_FORGE_REQUEST_FILES 3000  /* of one request: GitHub lists no more */
#define LIMIT_FORGE_TEAMS 100           /* whose members are asked; of others none is known */
#define LIMIT_FORGE_NAMED_TEAMS 2000    /* that the policy and CODEOWNERS name */
#define LIMIT_FORGE_RUNS 100            /* whose jobs are asked, a request for each 100 */
#define LIMIT_FORGE_RUN_JOBS 2000       /* of one run, in all attempts; GitHub allows 256 each */
#define LIMIT_FORGE_OPENINGS 1000       /* words of people on the environments of one run */
#define LIMIT_FORGE_PAGES 60            /* rounds of pages of any list */
#define LIMIT_FORGE_PROBLEMS 1000       /* partial errors of one answer */
#define LIMIT_FORGE_NAME 1024           /* bytes of a branch, path or check; never cut */
#define LIMIT_REQUEST_TEXT (16u * 1024) /* kept of the text of a change request */

/* A tracker. More is UNAVAILABLE, and says so. */
#define LIMIT_TRACKED 2000          /* different tickets of one deploy */
#define LIMIT_TRACKED_AT_ONCE 100   /* asked for in one request: Jira takes no more */
#define LIMIT_TRACKED_MOVED 20      /* looked for one by one */
#define LIMIT_TRACKED_APPROVALS 100 /* tickets whose approvals have a request each */
#define LIMIT_TRACKED_STEPS 10000   /* transitions and approvals of one ticket */

/* Time zones. */
#define LIMIT_ZONE_BYTES (64u * 1024) /* one TZif file; the largest has 4 KiB */

/* Text shown to people. */
#define LIMIT_ERROR_BYTES 2048
#define LIMIT_SHOWN_BYTES 200

#endif
