/* SPDX-License-Identifier: Apache-2.0 */
/* Which way does a request take to its host? See route.h. */
#include "integrations/route.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

const char *
route_variable(const char *name, const char *other_name)
{
	const char *value = getenv(name);

	if (!value || !value[0])
		value = other_name ? getenv(other_name) : NULL;
	return value && value[0] ? value : NULL;
}

/* Of a URL, without port and brackets. */
static void
add_host(struct buffer *host, const char *url)
{
	const char *at = strstr(url, "://") + strlen("://");
	bool bracket = *at == '[';

	at += bracket;
	buffer_add(host, at, strcspn(at, bracket ? "]" : ":/"));
}

/* "example.org" or ".example.org": itself and what is below it. */
static bool
is_below(const char *host, const char *domain, size_t length)
{
	size_t host_length = strlen(host);

	if (length && domain[0] == '.') {
		domain++;
		length--;
	}
	if (length == 0 || length > host_length ||
	    (length < host_length && host[host_length - length - 1] != '.'))
		return false;
	for (size_t i = 0; i < length; i++)
		if (byte_to_lower(host[host_length - length + i]) != byte_to_lower(domain[i]))
			return false;
	return true;
}

bool
route_is_excepted(const char *url, const char *no_proxy)
{
	struct buffer host RELEASED_BY(buffer_release) = {0};

	add_host(&host, url);
	while (*no_proxy) {
		size_t length = strcspn(no_proxy, ", ");

		if (is_below(host.bytes, no_proxy, length) || (length == 1 && *no_proxy == '*'))
			return true;
		no_proxy += length;
		no_proxy += strspn(no_proxy, ", ");
	}
	return false;
}

bool
route_find(const char *url, bool plain, const char *certificates, const char *certificates_name,
	   struct route *route, struct error *err)
{
	const char *proxy = plain ? NULL : route_variable("HTTPS_PROXY", "https_proxy");
	const char *no_proxy = route_variable("NO_PROXY", "no_proxy");

	if (!no_proxy)
		no_proxy = "";
	if (certificates && proxy && !route_is_excepted(url, no_proxy))
		return fail(err, ERROR_USAGE,
			    "%s does not go with HTTPS_PROXY: the proxy could read the token; name "
			    "the host in NO_PROXY, or unset one of them",
			    certificates_name);
	*route = (struct route){plain, certificates || !proxy ? "" : proxy, no_proxy, certificates};
	return true;
}
