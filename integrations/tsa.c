/* SPDX-License-Identifier: Apache-2.0 */
/* What does a time-stamping authority say, and may it be believed? See tsa.h. */
#include "integrations/tsa.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/http_tls.h"

#define NONCE_BITS 64
#define SECURITY_LEVEL 2 /* 112 bits: RSA 2048, no SHA-1 in a chain */
#define SECONDS_OF_DAY 86400
#define MOST_DIGESTS 4 /* a signature needs one; the library digests with each that is named */

struct tsa {
	X509_STORE *believed;
};

static void
certificate_release(X509 **certificate)
{
	X509_free(*certificate);
}

static void
request_release(TS_REQ **request)
{
	TS_REQ_free(*request);
}

static void
response_release(TS_RESP **response)
{
	TS_RESP_free(*response);
}

static void
nonce_release(ASN1_INTEGER **nonce)
{
	ASN1_INTEGER_free(*nonce);
}

static void
verifying_release(TS_VERIFY_CTX **verifying)
{
	TS_VERIFY_CTX_free(*verifying);
}

/* Memory that is not there ends the program, as elsewhere. */
static void *
made(void *thing)
{
	if (!thing)
		abort();
	return thing;
}

/* The library's own reason; nothing of it stays behind for the next one who looks. */
static const char *
reason(const char *otherwise)
{
	unsigned long code = ERR_peek_last_error();
	const char *text = code ? ERR_reason_error_string(code) : NULL;

	ERR_clear_error();
	return text ? text : otherwise;
}

/* ---- who is believed ---------------------------------------------------------------------------
 */

static bool
add_certificate(struct tsa *tsa, const char *base64, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer der = {0};
	X509 *certificate RELEASED_BY(certificate_release) = NULL;
	const unsigned char *at;

	if (!base64_decode(&der, base64, strlen(base64)) || der.length == 0)
		return fail(err, ERROR_FORMAT, "is not base64 of a certificate");
	at = (const unsigned char *)der.bytes;
	certificate = d2i_X509(NULL, &at, (long)der.length);
	if (!certificate || at != (const unsigned char *)der.bytes + der.length)
		return fail(err, ERROR_FORMAT, "is no certificate (base64 of its DER): %s",
			    reason("bytes are left over"));
	if (X509_STORE_add_cert(tsa->believed, certificate) != 1)
		return fail(err, ERROR_FORMAT, "%s", reason("cannot be used"));
	return true;
}

bool
tsa_open(const struct texts *certificates, struct tsa **out, struct error *err)
{
	struct tsa *tsa = made(calloc(1, sizeof(*tsa)));

	tsa->believed = made(X509_STORE_new());
	X509_STORE_set_flags(tsa->believed, X509_V_FLAG_PARTIAL_CHAIN);
	X509_VERIFY_PARAM_set_auth_level(X509_STORE_get0_param(tsa->believed), SECURITY_LEVEL);
	for (size_t i = 0; i < certificates->count; i++)
		if (!add_certificate(tsa, certificates->at[i], err)) {
			tsa_close(tsa);
			return fail_while(err, "timestampAuthorities[%zu]", i);
		}
	*out = tsa;
	return true;
}

void
tsa_close(struct tsa *tsa)
{
	if (!tsa)
		return;
	X509_STORE_free(tsa->believed);
	free(tsa);
}

void
tsa_release(struct tsa **tsa)
{
	tsa_close(*tsa);
}

/* ---- what is asked -----------------------------------------------------------------------------
 */

static TS_REQ *
request_about(const struct sha256 *digest)
{
	TS_REQ *request = made(TS_REQ_new());
	TS_MSG_IMPRINT *imprint = made(TS_MSG_IMPRINT_new());
	X509_ALGOR *algorithm = made(X509_ALGOR_new());
	unsigned char bytes[sizeof(digest->bytes)];

	memcpy(bytes, digest->bytes, sizeof(bytes));
	X509_ALGOR_set_md(algorithm, EVP_sha256());
	if (TS_REQ_set_version(request, 1) != 1 ||
	    TS_MSG_IMPRINT_set_algo(imprint, algorithm) != 1 ||
	    TS_MSG_IMPRINT_set_msg(imprint, bytes, (int)sizeof(bytes)) != 1 ||
	    TS_REQ_set_msg_imprint(request, imprint) != 1 || TS_REQ_set_cert_req(request, 1) != 1)
		abort();
	X509_ALGOR_free(algorithm);
	TS_MSG_IMPRINT_free(imprint);
	return request;
}

/* Of 64 bits, and of no other length: the same bytes stand in the answer. */
static bool
add_nonce(TS_REQ *request, struct error *err)
{
	ASN1_INTEGER *nonce RELEASED_BY(nonce_release) = made(ASN1_INTEGER_new());
	uint64_t number;

	if (RAND_bytes((unsigned char *)&number, (int)sizeof(number)) != 1)
		return fail(err, ERROR_BUG, "no random numbers: %s", reason("unknown"));
	number |= UINT64_C(1) << (NONCE_BITS - 1);
	if (ASN1_INTEGER_set_uint64(nonce, number) != 1 || TS_REQ_set_nonce(request, nonce) != 1)
		abort();
	return true;
}

/* ---- what is answered --------------------------------------------------------------------------
 */

static bool
parse_response(const void *bytes, size_t length, TS_RESP **out, struct error *err)
{
	const unsigned char *at = bytes;

	if (length == 0 || length > LIMIT_TIMESTAMP_BYTES)
		return fail(err, ERROR_FORMAT, "no time-stamp response: %zu bytes, of at most %u",
			    length, LIMIT_TIMESTAMP_BYTES);
	*out = d2i_TS_RESP(NULL, &at, (long)length);
	if (!*out)
		return fail(err, ERROR_FORMAT, "no time-stamp response: %s", reason("unreadable"));
	return at == (const unsigned char *)bytes + length ||
	       fail(err, ERROR_FORMAT, "bytes are left over behind the time-stamp response");
}

static bool
is_granted(TS_RESP *response, struct error *err)
{
	long status =
		ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)));

	if ((status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS) &&
	    TS_RESP_get_token(response) && TS_RESP_get_tst_info(response))
		return true;
	return fail(err, ERROR_LEDGER, "the authority granted no time-stamp (status %ld)", status);
}

/* Of the list, which nobody signs, all are computed, one inside the other. */
static bool
has_few_digests(TS_RESP *response, struct error *err)
{
	int count = sk_X509_ALGOR_num(TS_RESP_get_token(response)->d.sign->md_algs);

	return count <= MOST_DIGESTS ||
	       fail(err, ERROR_LEDGER, "the time-stamp names %d digest algorithms, of at most %d",
		    count, MOST_DIGESTS);
}

/* Tokens are kept for years: what signs them must not be weak today. */
static bool
is_signed_well(TS_RESP *response, struct error *err)
{
	STACK_OF(PKCS7_SIGNER_INFO) *signers = PKCS7_get_signer_info(TS_RESP_get_token(response));
	const ASN1_OBJECT *algorithm = NULL;
	int digest;

	if (sk_PKCS7_SIGNER_INFO_num(signers) != 1)
		return fail(err, ERROR_LEDGER, "the time-stamp has not exactly one signature");
	X509_ALGOR_get0(&algorithm, NULL, NULL, sk_PKCS7_SIGNER_INFO_value(signers, 0)->digest_alg);
	digest = OBJ_obj2nid(algorithm);
	return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512 ||
	       fail(err, ERROR_LEDGER,
		    "the time-stamp is signed over %s, not SHA-256, SHA-384 or SHA-512",
		    OBJ_nid2sn(digest));
}

static bool
read_time(TS_RESP *response, int64_t *time, struct error *err)
{
	const ASN1_GENERALIZEDTIME *given = TS_TST_INFO_get_time(TS_RESP_get_tst_info(response));
	ASN1_TIME *begin = made(ASN1_TIME_set(NULL, 0));
	int days, seconds;
	bool read = given && ASN1_TIME_diff(&days, &seconds, begin, given) == 1;

	ASN1_TIME_free(begin);
	if (!read || days < 0 || seconds < 0)
		return fail(err, ERROR_FORMAT, "the time of the time-stamp cannot be read");
	*time = (int64_t)days * SECONDS_OF_DAY + seconds;
	return true;
}

/* Everything that RFC 3161 2.2 and 2.4.2 want compared, and the chain as it was at that time. */
static bool
verify(struct tsa *tsa, TS_REQ *request, TS_RESP *response, int64_t time, struct error *err)
{
	TS_VERIFY_CTX *verifying RELEASED_BY(verifying_release) = NULL;

	verifying = made(TS_REQ_to_TS_VERIFY_CTX(request, NULL));
	TS_VERIFY_CTX_add_flags(verifying, TS_VFY_SIGNATURE);
	X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(tsa->believed), (time_t)time);
	X509_STORE_up_ref(tsa->believed);
	TS_VERIFY_CTX_set_store(verifying, tsa->believed);
	return TS_RESP_verify_response(verifying, response) == 1 ||
	       fail(err, ERROR_LEDGER, "the time-stamp does not hold: %s", reason("not verified"));
}

static const char *
authority_of(struct arena *arena, TS_RESP *response)
{
	STACK_OF(X509) *signers = PKCS7_get0_signers(TS_RESP_get_token(response), NULL, 0);
	const char *name = sk_X509_num(signers) == 1
				   ? certificate_subject(arena, sk_X509_value(signers, 0))
				   : "";

	sk_X509_free(signers);
	return name;
}

static bool
judge(struct tsa *tsa, struct arena *arena, TS_REQ *request, const void *bytes, size_t length,
      struct timestamp *out, struct error *err)
{
	TS_RESP *response RELEASED_BY(response_release) = NULL;
	int64_t time = 0;

	ERR_clear_error();
	if (!parse_response(bytes, length, &response, err) || !is_granted(response, err) ||
	    !has_few_digests(response, err) || !is_signed_well(response, err) ||
	    !read_time(response, &time, err) || !verify(tsa, request, response, time, err))
		return false;
	*out = (struct timestamp){time, authority_of(arena, response)};
	return true;
}

static bool
read_response(void *self, struct arena *arena, const void *response, size_t length,
	      const struct sha256 *digest, struct timestamp *out, struct error *err)
{
	TS_REQ *request RELEASED_BY(request_release) = request_about(digest);

	return judge(self, arena, request, response, length, out, err);
}

void
tsa_reader(struct tsa *tsa, struct timestamp_reader *out)
{
	*out = (struct timestamp_reader){tsa, read_response};
}

/* ---- over the network --------------------------------------------------------------------------
 */

static bool
send_query(struct tsa_client *client, struct arena *arena, TS_REQ *request, struct buffer *response,
	   struct error *err)
{
	unsigned char *query = NULL;
	int length = i2d_TS_REQ(request, &query);
	struct http_request asked = {.method = "POST",
				     .url = client->url,
				     .accept = "application/timestamp-reply",
				     .content_type = "application/timestamp-query",
				     .limit = LIMIT_TIMESTAMP_BYTES,
				     .retriable = true};
	struct http_answer answer = {0};
	bool done;

	if (length <= 0)
		abort();
	asked.body = (const char *)query;
	asked.body_length = (size_t)length;
	http_send(arena, client->http, &asked, 1, &answer);
	done = (answer.ok && answer.status == 200) || http_fail_status(&asked, &answer, err);
	if (done)
		buffer_add(response, answer.body.bytes, answer.body.length);
	http_answer_release(&answer);
	OPENSSL_free(query);
	return done;
}

/* With the nonce, so that it is no token of another day. */
static bool
ask(void *self, struct arena *arena, const struct sha256 *digest, struct buffer *response,
    struct timestamp *out, struct error *err)
{
	struct tsa_client *client = self;
	TS_REQ *request RELEASED_BY(request_release) = request_about(digest);
	size_t before = response->length;

	if (!add_nonce(request, err) || !send_query(client, arena, request, response, err))
		return false;
	if (judge(client->tsa, arena, request, response->bytes + before, response->length - before,
		  out, err))
		return true;
	response->length = before;
	fail_as(err, ERROR_UNAVAILABLE);
	return fail_while(err, "%s", text_shown(arena, client->url));
}

void
tsa_service(struct tsa_client *client, struct timestamp_service *out)
{
	*out = (struct timestamp_service){client, ask};
}
